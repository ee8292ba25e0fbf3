"""The demo's training: two providers, classes that are over and one that runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from courses.curricula.models import CurriculumPage, ModulePage
from courses.curricula.services import find_edition
from courses.learning import services as learning
from courses.learning.models import ClassInstructor, Enrolment, ModuleHours, Seat, TrainingClass
from courses.providers import services as providers
from courses.providers.models import Engagement, Provider
from stc.accounts.models import User
from stc.home.demo.days import DAY, at
from stc.home.demo.people import INSTRUCTOR, MANAGER, Cast
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie
from stc.regions.models import Region

CURRICULUM = "STC-CUR-GP"
LASTS = 28 * DAY
YEARS_ENGAGED = 5
PROVIDERS = (  # name, slug, city's code, licence
    ("Balai Latih Satria Nusantara", "balai-latih-satria-nusantara", "32.73", "DEMO/BLSN/001"),
    ("Pusdiklat Garda Khatulistiwa", "pusdiklat-garda-khatulistiwa", "64.71", "DEMO/PGK/002"),
)


@dataclass(frozen=True)
class Schooling:
    """Where the demo learns, who teaches there, and what: ``modules`` in their order."""

    curriculum: CurriculumPage
    modules: list[ModulePage]
    providers: list[Provider]
    instructors: list[User]
    manager: User


def make_providers(cast: Cast) -> Schooling:
    """Two providers with an instructor each; the first has a manager who can log in."""
    there = [
        Provider.objects.create(
            name=name,
            slug=slug,
            region=Region.objects.get(code=code),
            licence_number=licence,
            licence_until=cast.today + timedelta(days=730),
        )
        for name, slug, code, licence in PROVIDERS
    ]
    manager, instructors = cast.known[MANAGER], [cast.known[INSTRUCTOR], *cast.take(1)]
    began = cast.today - timedelta(days=365 * YEARS_ENGAGED)
    posts = [(manager, there[0], Engagement.Role.MANAGER)]
    posts += [
        (person, provider, Engagement.Role.INSTRUCTOR)
        for person, provider in zip(instructors, there, strict=True)
    ]
    for person, provider, role in posts:
        providers.engage(person=person, provider=provider, role=role, by=None, starts_on=began)
    curriculum = find_edition(CURRICULUM)
    modules = ModulePage.objects.child_of(curriculum).live().order_by("number")
    return Schooling(curriculum, list(modules), there, instructors, manager)


def over(
    school: Schooling, *, provider: int, name: str, ended: date, people: list[User]
) -> TrainingClass:
    """A class that ended on a day: all its people had all its modules but the last, the exam."""
    began, instructor = ended - LASTS, school.instructors[provider]
    training_class = TrainingClass.objects.create(
        provider=school.providers[provider],
        curriculum_code=school.curriculum.code,
        edition=school.curriculum.edition,
        name=name,
        starts_on=began,
        ends_on=ended,
        approval_letter=f"DEMO/SP/{began:%Y%m}",
    )
    ClassInstructor.objects.create(training_class=training_class, person=instructor)
    _enrol(school, people, began)
    seats = Seat.objects.bulk_create(
        Seat(training_class=training_class, person=one, added_by=instructor, added_at=at(began, 7))
        for one in people
    )
    taught = school.modules[:-1]
    ModuleHours.objects.bulk_create(
        ModuleHours(
            seat=seat,
            module_key=module.translation_key,
            theory=module.hours_theory,
            practice=module.hours_practice,
            recorded_at=at(began + LASTS * number // len(taught), 16),
        )
        for number, module in enumerate(taught, start=1)
        for seat in seats
    )
    for seat in seats:
        impartiality.record(
            person=instructor,
            candidate=seat.person,
            kind=Tie.TAUGHT,
            since=ended,
            why=f"{name}, {training_class.provider}",
            source=seat.source,
        )
    return training_class


def _enrol(school: Schooling, people: list[User], began: date) -> None:
    code, edition = school.curriculum.code, school.curriculum.edition
    there = set(Enrolment.objects.filter(person__in=people).values_list("person", flat=True))
    Enrolment.objects.bulk_create(
        Enrolment(person=one, curriculum_code=code, edition=edition, started_at=at(began, 6))
        for one in people
        if one.pk not in there
    )


def running(school: Schooling, cast: Cast, *, name: str, people: list[User]) -> TrainingClass:
    """A class of the first provider that began a week ago; two modules are behind it."""
    instructor = school.instructors[0]
    training_class = learning.open_class(
        provider=school.providers[0],
        curriculum_code=school.curriculum.code,
        edition=school.curriculum.edition,
        name=name,
        starts_on=cast.today - 7 * DAY,
        ends_on=cast.today + 21 * DAY,
        approval_letter=f"DEMO/SP/{cast.today:%Y%m}",
        instructors=[instructor],
        by=school.manager,
    )
    for person in people:
        learning.add_to_class(class_id=training_class.pk, person=person, by=instructor)
    for module in school.modules[:2]:
        key = module.translation_key
        learning.record_hours(class_id=training_class.pk, module_key=key, by=instructor)
    return training_class


def read(school: Schooling, person: User, lessons: int) -> None:
    """A person reads the first so many lessons."""
    enrolment = learning.enrol(
        person=person, curriculum_code=school.curriculum.code, edition=school.curriculum.edition
    )
    for step in learning.progress(enrolment).steps[:lessons]:
        learning.mark_read(enrolment_id=enrolment.pk, lesson_key=step.key)
