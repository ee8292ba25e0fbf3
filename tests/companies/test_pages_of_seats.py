import pytest
from django.urls import reverse
from django.utils import timezone

from associations.companies.models import Company, CompanySeat
from stc.accounts.groups import CATALOGUE_EDITORS, EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from stc.accounts.services.roles import sync_groups
from tests.accounts.factories import PersonFactory, officer
from tests.companies.factories import MANAGER, VIEWER, CompanyFactory, seated
from tests.providers.factories import city

LIST, GIVE = "/operasi/perusahaan/", "/operasi/perusahaan/tunjuk/"
SNIPPETS = "/cms/snippets/companies/company/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.DEMO = True


def told(who, company, **fields):
    start = {
        "person": who.email,
        "company": company.pk,
        "role": "viewer",
        "starts_on": timezone.localdate().isoformat(),
    }
    return start | fields


def end(person) -> str:
    return reverse("companies:end_seat", args=[person.company_seats.get().pk])


@pytest.mark.parametrize(
    "make",
    [
        PersonFactory,
        lambda: officer(EXAM_OFFICERS),
        lambda: seated(CompanyFactory(), VIEWER),
    ],
)
def test_a_stranger_to_companies_is_refused(client, company, manager, make):
    client.force_login(make())
    before = CompanySeat.objects.count()

    for path in (LIST, GIVE):
        assert client.get(path).status_code == 403
    assert client.post(GIVE, told(PersonFactory(), company)).status_code == 403
    assert client.post(end(manager), {"on": timezone.localdate()}).status_code == 404
    assert CompanySeat.objects.count() == before


def test_a_platform_admin_gives_the_first_seat(client, company):
    client.force_login(officer(PLATFORM_ADMINS))
    dewi = PersonFactory()

    answer = client.post(GIVE, told(dewi, company, role="manager"))

    assert answer["Location"] == LIST
    assert dewi.company_seats.get().role == MANAGER


def test_a_manager_seats_a_viewer_in_their_own_company_and_no_more(client, company, manager):
    client.force_login(manager)
    agus = PersonFactory()

    assert client.post(GIVE, told(agus, company, role="manager")).status_code == 422
    assert client.post(GIVE, told(agus, CompanyFactory())).status_code == 422
    assert client.post(GIVE, told(agus, company)).status_code == 302
    assert agus.company_seats.get().role == VIEWER


def test_a_manager_ends_a_viewer_but_no_manager_and_nobody_elsewhere(client, company, manager):
    client.force_login(manager)
    here, chief = seated(company, VIEWER), seated(company)
    elsewhere = seated(CompanyFactory(), VIEWER)
    today = {"on": timezone.localdate().isoformat()}

    assert client.get(end(here)).status_code == 200
    assert client.post(end(here), today).status_code == 302
    assert client.post(end(chief), today).status_code == 403
    assert client.post(end(elsewhere), today).status_code == 404


def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, company, manager):
    client.force_login(manager)

    nobody = client.post(GIVE, told(manager, company, person="tak@ada.id"))
    oneself = client.post(GIVE, told(manager, company))
    too_late = client.post(end(seated(company, VIEWER)), {"on": "2001-01-01"})

    assert {nobody.status_code, oneself.status_code, too_late.status_code} == {422}
    assert "tak@ada.id" in nobody.content.decode()
    assert "diri sendiri" in oneself.content.decode()
    assert "2001-01-01" in too_late.content.decode()


def test_the_list_asks_as_little_for_many(client, company, manager, django_assert_max_num_queries):
    client.force_login(manager)
    for _ in range(20):
        seated(company, VIEWER)
    seated(CompanyFactory())
    for path in (LIST, GIVE):
        client.get(path)

    with django_assert_max_num_queries(6):
        page = client.get(LIST)
    with django_assert_max_num_queries(6):
        client.get(GIVE)

    assert len(page.context["page"].object_list) == 21


def _editor(role):
    load_groups()
    person = officer(role)
    sync_groups(person)
    return person


def test_a_platform_admin_opens_a_company_in_the_editor(client):
    client.force_login(_editor(PLATFORM_ADMINS))
    said = {
        "name": "PT Baru",
        "slug": "pt-baru",
        "region": city().pk,
        "nib": "1234567890123",
        "licence_number": "SIO/9",
        "licence_until": "2030-01-01",
        "services": ["guards", "k9"],
    }

    assert f'href="{SNIPPETS}add/"' in client.get(LIST).content.decode()
    assert client.get(f"{SNIPPETS}add/").status_code == 200
    wrong = client.post(f"{SNIPPETS}add/", said | {"nib": "12"})
    assert "13 angka" in wrong.content.decode()
    assert client.post(f"{SNIPPETS}add/", said).status_code == 302

    assert Company.objects.get().services == ["guards", "k9"]


def test_other_editors_open_none(client, company):
    client.force_login(_editor(CATALOGUE_EDITORS))

    assert client.get(f"{SNIPPETS}add/").status_code == 302
    assert client.get(f"{SNIPPETS}edit/{company.pk}/").status_code == 302
