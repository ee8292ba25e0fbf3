import pytest
from django.urls import reverse

from associations.companies.models import Employment
from stc.accounts.models import Consent, ConsentText
from stc.accounts.services.consent import has_consent
from tests.accounts.factories import PersonFactory
from tests.companies.factories import CompanyFactory, agree, employed, proposed


@pytest.fixture
def guard(client):
    person = PersonFactory(full_name="Agus Salim")
    client.force_login(person)
    return person


def page_of(act, employment) -> str:
    return reverse(f"companies:{act}", args=[employment.pk])


def text() -> ConsentText:
    return ConsentText.objects.current().get(purpose__code="employer")


def test_a_guard_sees_who_asks_for_whom_they_work_and_worked(client, company, guard):
    proposed(company, guard)
    employed(CompanyFactory(name="PT Lain"), guard)
    proposed(CompanyFactory(name="PT Orang Lain"))

    said = client.get("/pekerjaan/").content.decode()

    assert "PT Garda Nusa" in said
    assert "PT Lain" in said
    assert "PT Orang Lain" not in said
    assert "Perusahaan tidak melihat sertifikat Anda." in said


def test_nobody_else_finds_an_employment(client, company, manager, guard):
    waits, there = proposed(company), employed(company)

    for person in (guard, manager):
        client.force_login(person)
        for path in (page_of("answer", waits), page_of("leave", there)):
            assert client.post(path).status_code in (404, 302)
        assert client.post(page_of("decline", waits)).status_code in (404, 302)
    assert [e.state for e in Employment.objects.order_by("pk")] == ["proposed", "accepted"]


def test_a_guard_accepts_and_lets_the_company_see_their_certificates(client, company, guard):
    waits = proposed(company, guard)
    assert text().words.split("\n")[0] in client.get(page_of("answer", waits)).content.decode()

    for _twice in range(2):
        answer = client.post(page_of("answer", waits), {"agrees": "on", "text": text().pk})
        assert answer["Location"] == "/pekerjaan/"

    assert Employment.objects.get().state == "accepted"
    assert has_consent(guard, "employer")
    assert Consent.objects.count() == 1


def test_a_guard_accepts_without_it(client, company, guard):
    client.post(page_of("answer", proposed(company, guard)), {"text": text().pk})

    assert Employment.objects.get().state == "accepted"
    assert not Consent.objects.exists()


def test_whoever_has_agreed_already_is_not_asked_again(client, company, guard):
    agree(guard)

    page = client.get(page_of("answer", proposed(company, guard)))

    assert 'name="agrees"' not in page.content.decode()


@pytest.mark.parametrize("shown", ["999999", "x", "-1", "9" * 30])
def test_a_text_that_was_not_shown_is_refused_and_the_tick_stays(client, company, guard, shown):
    waits = proposed(company, guard)

    page = client.post(page_of("answer", waits), {"agrees": "on", "text": shown})

    assert page.status_code == 422
    assert "checked" in page.content.decode()
    assert Employment.objects.get().state == "proposed"


def test_a_guard_declines_and_may_not_change_their_mind_alone(client, company, guard):
    waits = proposed(company, guard)

    for _twice in range(2):
        assert client.post(page_of("decline", waits))["Location"] == "/pekerjaan/"
    late = client.post(page_of("answer", waits), {})

    assert late.status_code == 422
    assert "sudah Anda tolak" in late.content.decode()
    assert Employment.objects.get().state == "declined"


def test_a_guard_leaves_after_one_more_look(client, company, guard):
    there = employed(company, guard)

    assert "PT Garda Nusa" in client.get(page_of("leave", there)).content.decode()
    for _twice in range(2):
        client.post(page_of("leave", there))

    assert Employment.objects.get().state == "ended"


def test_what_is_refused_late_is_told_on_the_list(client, company, guard):
    there = employed(company, guard)

    page = client.post(page_of("decline", there), follow=True)

    assert "sudah Anda terima" in page.content.decode()


def test_a_proposal_is_the_next_step_and_stands_in_the_menu(client, company, guard):
    assert 'href="/pekerjaan/"' not in client.get("/saya/").content.decode()
    waits = proposed(company, guard)

    page = client.get("/saya/")

    assert page.context["step"].url == page_of("answer", waits)
    assert [(e.url_name, n) for e, n in page.context["navigation"].waiting] == [
        ("companies:jobs", 1)
    ]


def test_the_pages_ask_few_queries(client, company, guard, django_assert_max_num_queries):
    waits = proposed(company, guard)
    for _more in range(15):
        employed(CompanyFactory(), guard)
    for path in ("/pekerjaan/", page_of("answer", waits), "/saya/"):
        client.get(path)
        with django_assert_max_num_queries(8):
            client.get(path)
