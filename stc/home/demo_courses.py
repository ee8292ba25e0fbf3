"""The demo's training: two providers, a running class of ten guards, and Sari three lessons in."""

from datetime import timedelta

from django.utils import timezone

from courses.curricula.services import find_edition
from courses.learning import services as learning
from courses.learning.services.classes import modules
from courses.providers import services as providers
from courses.providers.models import Engagement, Provider
from stc.accounts.models import User
from stc.regions.models import Region

CURRICULUM = "STC-CUR-GP"
GUARDS, LESSONS = 10, 3
PROVIDERS = (  # name, slug, city's code, licence
    ("Balai Latih Satria Nusantara", "balai-latih-satria-nusantara", "32.73", "DEMO/BLSN/001"),
    ("Pusdiklat Garda Khatulistiwa", "pusdiklat-garda-khatulistiwa", "64.71", "DEMO/PGK/002"),
)


def make() -> None:
    """Make it all from people who are there already. Called once, by ``demo.make``."""
    today = timezone.localdate()
    first, second = (
        Provider.objects.create(
            name=name,
            slug=slug,
            region=Region.objects.get(code=code),
            licence_number=licence,
            licence_until=today + timedelta(days=730),
        )
        for name, slug, code, licence in PROVIDERS
    )
    manager = User.objects.get(email="manajer@contoh.test")
    instructor = User.objects.get(email="instruktur@contoh.test")
    guards = list(User.objects.filter(email=None, phone=None).order_by("pk"))
    other_instructor = guards.pop(GUARDS)
    began = today - timedelta(days=60)
    for person, provider, role in (
        (manager, first, Engagement.Role.MANAGER),
        (instructor, first, Engagement.Role.INSTRUCTOR),
        (other_instructor, second, Engagement.Role.INSTRUCTOR),
    ):
        providers.engage(person=person, provider=provider, role=role, by=None, starts_on=began)
    curriculum = find_edition(CURRICULUM)
    running = learning.open_class(
        provider=first,
        curriculum_code=curriculum.code,
        edition=curriculum.edition,
        name="Gada Pratama angkatan 12",
        starts_on=today - timedelta(days=7),
        ends_on=today + timedelta(days=21),
        approval_letter="DEMO/SP/012",
        instructors=[instructor],
        by=manager,
    )
    for guard in guards[:GUARDS]:
        learning.add_to_class(class_id=running.pk, person=guard, by=instructor)
    for module in modules(running)[:2]:
        learning.record_hours(class_id=running.pk, module_key=module.translation_key, by=instructor)
    sari = User.objects.get(email="sari@contoh.test")
    enrolment = learning.enrol(
        person=sari, curriculum_code=curriculum.code, edition=curriculum.edition
    )
    for step in learning.progress(enrolment).steps[:LESSONS]:
        learning.mark_read(enrolment_id=enrolment.pk, lesson_key=step.key)
