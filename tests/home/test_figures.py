"""What the public home says in figures: certificates that hold today, and of nobody too few."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.credentials.models import RevocationReason
from certification.schemes.models import Scheme
from courses.competencies.models import Kind
from courses.curricula.models import Level
from stc.home import figures, pages
from stc.regions.services import load_regions
from tests.accounts.factories import PersonFactory
from tests.home.certificates import held
from tests.regions.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_figures():
    cache.clear()


@pytest.fixture
def holder():
    return PersonFactory(region=RegionFactory(parent__code="01"))


def test_only_certificates_that_hold_today_are_counted(holder):
    valid = [held(holder) for _ in range(5)]
    reason = RevocationReason.objects.create(code="x", label_id="x", label_en="x")
    now = timezone.now()
    for _ in range(7):
        held(holder, standing="revoked", revoked_at=now, reason=reason)
        held(holder, standing="suspended", suspended_at=now)
        held(holder, days=-1)
        held(holder, from_days=2)
        held(holder, kind="card")
    for new in valid:
        held(holder, standing="replaced", replaced_by=new)

    told = figures.current()

    assert told.valid == 5
    assert told.by_province == {"01": 5}
    assert [(one.title_id, one.number) for one in told.by_scheme] == [("Satpam STC-GP", 5)]


def test_a_province_and_a_scheme_with_few_are_hidden_with_one_more(holder):
    other, third = (PersonFactory(region=RegionFactory(parent__code=code)) for code in ("02", "03"))
    for person, scheme, number in (
        (holder, "STC-GP", 9),
        (third, "STC-GU", 6),
        (other, "STC-GM", 2),
    ):
        for _ in range(number):
            held(person, scheme=scheme)

    told = figures.current()

    assert told.valid == 17
    assert told.by_province == {"01": 9, "02": None, "03": None}
    assert [one.number for one in told.by_scheme] == [None, 9, None]
    assert told.some_hidden


def test_a_scheme_goes_by_the_title_that_was_issued_last(holder):
    for title in ("Lama", "Baru"):
        for _ in range(5):
            held(holder, title_id=title)

    assert [(one.title_id, one.number) for one in figures.current().by_scheme] == [("Baru", 10)]


@pytest.mark.parametrize(("code", "kind"), [("STC-GP", "swasta"), ("LAMA", "")])
def test_a_scheme_is_told_with_its_kind_of_security(holder, code, kind):
    Scheme.objects.create(code="STC-GP", kind=Kind.PRIVATE, level=Level.PRATAMA)
    held(holder, scheme=code)

    assert [str(one.kind_label) for one in figures.current().by_scheme] == [kind]


def test_holders_without_a_province_are_told_beside_the_map(client):
    pages.load_pages()
    person = PersonFactory()
    for _ in range(6):
        held(person)

    page = client.get("/", headers={"host": "localhost"})

    assert page.context["figures"].without_province == 6
    assert "6 sertifikat dipegang orang yang belum mengisi" in page.content.decode()


def test_figures_are_kept_and_cost_three_queries(holder):
    for _ in range(6):
        held(holder)
    with CaptureQueriesContext(connection) as asked:
        first = figures.current()
    held(holder)

    with CaptureQueriesContext(connection) as asked_again:
        second = figures.current()

    assert _own(asked) == 3
    assert _own(asked_again) == 0
    assert second == first


def _own(asked) -> int:
    tables = ("credentials_credential", "schemes_scheme", "accounts_user")
    return sum(f'FROM "{table}"' in query["sql"] for query in asked for table in tables)


@pytest.mark.parametrize(("language", "name"), [("id", "Jawa Barat"), ("en", "West Java")])
def test_the_public_home_shows_them_on_the_map_and_in_words(client, language, name):
    load_regions()
    pages.load_pages()
    person = PersonFactory(region=RegionFactory(parent__code="32"))
    for _ in range(7):
        held(person)
    client.cookies["bahasa"] = language

    page = client.get("/", headers={"host": "localhost"}).content.decode()

    assert f'<th scope="row">{name}</th><td class="number">7</td>' in page


def test_the_first_thing_on_the_public_home_is_to_check_a_certificate(client):
    pages.load_pages()

    page = client.get("/", headers={"host": "localhost"}).content.decode()

    main = page[page.index("<main") :]
    assert main.index('href="/v"') == main.index('href="')


def test_an_installation_without_certificates_says_so(client):
    pages.load_pages()

    page = client.get("/", headers={"host": "localhost"}).content.decode()

    assert "Belum ada sertifikat yang berlaku." in page
