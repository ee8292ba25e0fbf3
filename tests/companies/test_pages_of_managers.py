import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from associations.companies.models import CompanySeat, Employment
from stc.accounts.groups import PLATFORM_ADMINS
from tests.accounts.factories import PersonFactory, officer
from tests.companies.factories import (
    DAY,
    VIEWER,
    CompanyFactory,
    agree,
    employed,
    proposed,
    seated,
)
from tests.home.certificates import held

ROSTER, ASK = "/perusahaan/garda-nusa/", "/perusahaan/garda-nusa/ajak/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.DEMO = True


def asked(contact, **fields):
    start = {"contact": contact, "starts_on": timezone.localdate().isoformat(), "position": "Danru"}
    return start | fields


def end(employment) -> str:
    return reverse("companies:end", args=[employment.company.slug, employment.pk])


def names(page) -> list[str]:
    return [line.employment.person.full_name for line in page.context["page"]]


def test_a_manager_sees_their_companies_and_only_while_it_lasts(client, company, manager):
    CompanyFactory()
    employed(company)
    proposed(company)
    client.force_login(manager)

    page = client.get("/perusahaan/")
    assert [(one, one.guards) for one in page.context["page"]] == [(company, 1)]

    yesterday = timezone.localdate() - DAY
    CompanySeat.objects.filter(person=manager).update(ends_on=yesterday)
    assert "Anda tidak mewakili perusahaan" in client.get("/perusahaan/").content.decode()
    assert client.get(ROSTER).status_code == 404


@pytest.mark.parametrize("make", [PersonFactory, lambda: seated(CompanyFactory())])
def test_a_stranger_and_the_manager_of_another_company_find_nothing(client, company, make):
    there = employed(company)
    client.force_login(make())

    for path in (ROSTER, ASK, end(there)):
        assert client.get(path).status_code == 404
    assert client.post(ASK, asked(PersonFactory().email)).status_code == 404
    assert client.post(end(there)).status_code == 404
    assert Employment.objects.get().state == "accepted"


def test_a_platform_admin_opens_companies_but_reads_no_roster(client, company):
    there = employed(company)
    client.force_login(officer(PLATFORM_ADMINS))

    assert [client.get(path).status_code for path in (ROSTER, ASK, end(there))] == [403, 403, 404]


def test_a_viewer_reads_and_does_no_more(client, company):
    there = employed(company)
    client.force_login(seated(company, VIEWER))

    page = client.get(ROSTER)
    assert page.status_code == 200
    assert end(there) not in page.content.decode()
    assert ASK not in page.content.decode()
    assert client.post(ASK, asked(PersonFactory().email)).status_code == 403
    assert client.post(end(there)).status_code == 403


def test_a_manager_reads_what_was_agreed_to_and_no_more(client, company, manager):
    sari, agus = PersonFactory(full_name="Sari"), PersonFactory(full_name="Agus")
    agree(sari)
    seen, hidden = (held(person, days=12).number for person in (sari, agus))
    for person in (sari, agus):
        employed(company, person)
    proposed(company, PersonFactory(full_name="Menunggu"))
    client.force_login(manager)

    page = client.get(ROSTER)

    said = page.content.decode()
    assert names(page) == ["Sari", "Agus"]
    assert "Habis 12 hari lagi" in said
    assert seen in said
    assert "Belum mengizinkan" in said
    assert hidden not in said
    assert "Menunggu" not in said


def test_a_roster_is_filtered_and_a_filter_made_up_shows_all(client, company, manager):
    for name, days in (("Dekat", 10), ("Jauh", 80)):
        person = PersonFactory(full_name=name)
        agree(person)
        held(person, days=days)
        employed(company, person)
    client.force_login(manager)

    assert names(client.get(f"{ROSTER}?habis=30")) == ["Dekat"]
    for made_up in ("31", "x", "-1", "٣٠"):
        assert names(client.get(f"{ROSTER}?habis={made_up}")) == ["Dekat", "Jauh"]


def test_a_roster_comes_in_pages_and_asks_eight_queries_for_many(
    client, company, manager, django_assert_num_queries
):
    for number in range(60):
        person = PersonFactory()
        agree(person)
        held(person, days=number)
        employed(company, person)
    client.force_login(manager)
    client.get(ROSTER)

    with django_assert_num_queries(8):
        first = client.get(ROSTER)

    assert len(first.context["page"].object_list) == 50
    assert len(client.get(f"{ROSTER}?page=2").context["page"].object_list) == 10


def test_the_answer_to_a_proposal_is_the_same_whoever_it_is(client, company, manager):
    PersonFactory(email="ada@contoh.id")
    employed(company, PersonFactory(email="sudah@contoh.id"))
    client.force_login(manager)

    answers = {
        name: client.post(ASK, asked(f"{name}@contoh.id"), follow=True)
        for name in ("ada", "sudah", "tak-ada")
    }

    said = {
        name: ([str(m) for m in get_messages(answer.wsgi_request)], answer.redirect_chain)
        for name, answer in answers.items()
    }
    assert said["ada"] == said["sudah"] == said["tak-ada"]
    assert [e.position for e in Employment.objects.proposed()] == ["Danru"]
    pages = {name: names(answer) for name, answer in answers.items()}
    assert pages["ada"] == pages["sudah"] == pages["tak-ada"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contact": "bukan alamat"}, "Tulis surel atau nomor ponsel lengkap"),
        ({"contact": "a@"}, "Tulis surel atau nomor ponsel lengkap"),
        ({"starts_on": "2999-01-01"}, "tidak boleh sesudah hari ini"),
        ({"starts_on": "0202-01-01"}, "Periksa tahunnya"),
        ({"position": "x" * 81}, "80"),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, company, manager, fields, said):
    client.force_login(manager)

    page = client.post(ASK, asked("0812-3456-7890", position="Komandan") | fields)

    body = page.content.decode()
    assert page.status_code == 422
    assert said in body
    assert fields.get("contact", "0812-3456-7890") in body
    assert not Employment.objects.exists()


def test_oneself_is_refused_in_words(client, company, manager):
    client.force_login(manager)

    page = client.post(ASK, asked(manager.email))

    assert page.status_code == 422
    assert "diri sendiri" in page.content.decode()


def test_a_flood_of_proposals_is_stopped(client, company, manager, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"companies_propose": "2/m/user"}
    client.force_login(manager)

    answers = [client.post(ASK, asked(f"{n}@contoh.id")).status_code for n in range(3)]

    assert answers == [302, 302, 429]


def test_a_manager_lets_somebody_go_after_one_more_look(client, company, manager):
    there = employed(company, PersonFactory(full_name="Agus Salim"))
    client.force_login(manager)

    assert "Agus Salim" in client.get(end(there)).content.decode()
    for _twice in range(2):
        assert client.post(end(there))["Location"] == ROSTER

    assert Employment.objects.get().state == "ended"


def test_of_a_proposal_a_manager_finds_no_page(client, company, manager):
    client.force_login(manager)

    for person in (PersonFactory(), manager):
        assert client.get(end(proposed(company, person))).status_code == 404


def test_the_menu_leads_there_only_those_who_speak_for_a_company(client, company, manager):
    for person, shown in ((manager, True), (PersonFactory(), False)):
        client.force_login(person)
        assert ('href="/perusahaan/"' in client.get("/saya/").content.decode()) is shown
