"""What each role meets first on its home, and what that costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.competencies.services import load_units
from courses.curricula.services import find_edition, load_curricula
from courses.learning import services as learning
from courses.learning.models import TrainingClass
from courses.providers.models import Engagement
from stc.accounts.groups import LABELS, PLATFORM_ADMINS
from stc.accounts.reference import load_reference
from stc.accounts.services import erasure
from stc.home.pages import homes
from tests.accounts.factories import PersonFactory, officer
from tests.branches.factories import RootFactory, holding
from tests.companies.factories import CompanyFactory, seated
from tests.providers.factories import ProviderFactory, engaged

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.fixture(autouse=True)
def _reference(settings):
    settings.DEMO = True  # asks no second factor
    load_reference()


def home(client, person):
    """The page, once what a process loads once is loaded, and what it asked."""
    client.force_login(person)
    client.get(reverse("home:mine"))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("home:mine"))
    assert len(asked) <= MOST, "\n".join(query["sql"] for query in asked)
    return page


def waiting(page) -> dict[str, int]:
    return {entry.url_name: number for entry, number in page.context["navigation"].waiting}


def running_class(provider, **days):
    today = timezone.localdate()
    asked = {"starts_on": today, "ends_on": today + timedelta(days=9)} | days
    return TrainingClass.objects.create(
        provider=provider, curriculum_code="STC-CUR-GP", edition="2026", name=f"{asked}", **asked
    )


def test_a_guard_who_has_begun_nothing_is_led_to_the_curricula(client):
    page = home(client, PersonFactory())

    main = page.content.decode().partition("<main")[2]
    assert f'class="btn btn-go btn-big" href="{reverse("home:curricula")}"' in main
    assert "Tidak ada yang menunggu Anda" not in main


def test_a_guard_goes_on_with_the_lesson_where_they_are(client):
    load_units()
    load_curricula(under=homes(), only="STC-CUR-GP")
    guard, page = PersonFactory(), find_edition("STC-CUR-GP")
    enrolment = learning.enrol(person=guard, curriculum_code=page.code, edition=page.edition)
    lesson = learning.progress(enrolment).steps[2]
    learning.remember_place(enrolment_id=enrolment.pk, lesson_key=lesson.key)

    step = home(client, guard).context["step"]

    assert (step.text, step.url) == (lesson.title, lesson.page.get_url())


@pytest.mark.parametrize("role", Engagement.Role.values)
def test_who_teaches_or_manages_sees_the_classes_that_run(client, role):
    provider = ProviderFactory()
    today = timezone.localdate()
    running_class(provider)
    running_class(provider, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    running_class(provider, starts_on=today + timedelta(days=1))
    running_class(ProviderFactory())

    page = home(client, engaged(provider, role))

    assert waiting(page) == {"learning:classes": 1}
    assert page.context["step"] is None


def test_a_platform_admin_sees_who_asks_to_be_erased(client):
    erasure.ask_for_erasure(person_id=PersonFactory().pk, words="")

    page = home(client, officer(PLATFORM_ADMINS))

    assert waiting(page) == {"accounts:erasures": 1}


@pytest.mark.parametrize("role", LABELS)
def test_an_officer_without_work_is_told_so(client, role):
    page = home(client, officer(role))

    assert waiting(page) == {}
    assert "Tidak ada yang menunggu Anda" in page.content.decode()


def test_who_leads_a_branch_finds_it_in_the_menu(client):
    chair = holding(RootFactory())

    page = home(client, chair)

    assert "branches:mine" in [entry.url_name for entry in page.context["navigation"].officer]


def test_who_speaks_for_a_company_finds_it_in_the_menu(client):
    page = home(client, seated(CompanyFactory()))

    assert "companies:mine" in [entry.url_name for entry in page.context["navigation"].officer]


def test_the_work_stands_before_the_officers_own_inbox(client):
    from stc.notices.services import send

    erasure.ask_for_erasure(person_id=PersonFactory().pk, words="")
    admin = officer(PLATFORM_ADMINS)
    send(kind="accounts.welcome", to=admin, key="1", context={"name": "Sari"})

    assert list(waiting(home(client, admin))) == ["accounts:erasures", "notices:inbox"]
