import pytest
from django.urls import reverse

from certification.cases import services
from certification.cases.models import Case, Decision
from certification.credentials.models import Credential
from certification.exams import services as exams
from certification.exams.models import Registration
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.models import User
from stc.impartiality import services as impartiality
from tests.accounts.factories import PersonFactory, appoint
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import CODE, fresh
from tests.cases.trial import handed_in

pytestmark = pytest.mark.django_db
MINE, QUEUE = "/sertifikasi/", "/petugas/perkara/"


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


def address(name: str, case) -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def html(client, path: str, language="id") -> str:
    client.cookies["bahasa"] = language
    return client.get(path, headers={"host": "localhost"}).content.decode()


# --- the guard's -------------------------------------------------------------------------------


def test_a_newcomer_is_led_to_the_schemes_and_applies(client, scheme, newcomer):
    client.force_login(newcomer)
    assert 'href="/skema/"' in html(client, MINE)
    assert client.get(reverse("cases:open", args=[CODE]))["Location"] == "/skema/#stc-gp"

    answer = client.post(reverse("cases:open", args=[CODE]))

    case = Case.objects.get(candidate=newcomer)
    assert answer["Location"] == case.get_absolute_url()
    page = html(client, case.get_absolute_url())
    for said in ("Teori 0 dari 90 JP", "#id_birth_date", "Lengkapi: Tanggal lahir"):
        assert said in page
    english = html(client, case.get_absolute_url(), "en")
    assert "Theory: 0 of 90 lesson hours" in english
    assert html(client, MINE).count("btn-go btn-big") == 1


def test_an_unknown_scheme_is_said_to_be_none(client, house, newcomer):
    client.force_login(newcomer)

    answer = client.post(reverse("cases:open", args=["STC-XX"]), follow=True)

    assert "Skema itu tidak ada" in answer.content.decode()


def test_the_curriculum_and_the_scheme_lead_to_the_application(client, scheme, newcomer):
    client.force_login(newcomer)
    apply = reverse("cases:open", args=[CODE])

    assert apply in html(client, "/skema/")
    assert apply in html(client, "/kurikulum/pelatihan-gada-pratama/")
    assert "/skema/#stc-gp" in html(client, "/kurikulum/pelatihan-gada-pratama/")


def test_a_guard_mends_the_profile_and_comes_back(client, scheme, newcomer):
    case = services.open_case(person=newcomer, scheme_code=CODE)
    client.force_login(newcomer)
    there = f"{reverse('accounts:profile')}?next={case.get_absolute_url()}"
    told = {"full_name": "Slamet", "birth_date": "1999-05-04", "language": "id", "version": 1}

    assert case.get_absolute_url() in html(client, there)
    assert client.post(there, told)["Location"] == case.get_absolute_url()
    elsewhere = client.post(f"{reverse('accounts:profile')}?next=https://jahat.test/", told)

    assert elsewhere["Location"] == reverse("accounts:profile")


def test_sittings_are_chosen_and_who_taught_is_said_to_be_closed(
    client, case, sitting, guard, instructor
):
    appoint(instructor, EXAM_OFFICERS)
    taught = exams.open_sitting(
        paper=case.paper,
        name="Sesi pengajar",
        venue="X",
        opens_at=sitting.opens_at,
        closes_at=sitting.closes_at,
        capacity=5,
        by=instructor,
    )
    client.force_login(guard)
    path = address("sittings", case)
    page = html(client, path)
    assert ("Sesi pagi" in page, "Agus Prasetyo, terikat dengan Anda: mengajar" in page) == (
        True,
        True,
    )

    refused = client.post(path, {"sitting": taught.pk})
    missing = client.post(path, {"sitting": 10**30})
    chosen = client.post(path, {"sitting": sitting.pk})

    assert (refused.status_code, missing.status_code) == (422, 422)
    assert chosen["Location"] == case.get_absolute_url()
    assert Registration.objects.standing().get().sitting == sitting


def test_while_the_outcome_is_awaited_and_after_the_decision_the_page_says_so(
    client, case, sitting, guard, officer
):
    client.force_login(guard)
    handed_in(case, sitting, right=18)
    assert "Jawaban Anda sudah diserahkan" in html(client, case.get_absolute_url())

    exams.release(sitting_id=sitting.pk, by=sitting.examiner)
    page = html(client, case.get_absolute_url())
    assert "Hasil ujian Anda kompeten" in page
    assert "18 dari 20" not in page

    services.decide(case_id=case.pk, by=officer, outcome="K", reasons="Bukti lengkap.")
    number = Credential.objects.get().number
    page = html(client, case.get_absolute_url())
    assert number in page
    assert "Bukti lengkap." in page
    assert reverse("credentials:mine") in html(client, MINE).split("<main", 1)[1]


def test_after_bk_the_reasons_stand_there_and_one_applies_again(client, failed, officer, guard):
    services.decide(case_id=failed.pk, by=officer, outcome="BK", reasons="Ulangi modul 5.")
    client.force_login(guard)

    page = html(client, failed.get_absolute_url())

    assert "Ulangi modul 5." in page
    assert "Ajukan lagi" in page
    assert client.post(reverse("cases:open", args=[CODE])).status_code == 302
    assert Case.objects.of(guard).count() == 2


def test_a_guard_withdraws_and_is_refused_while_the_exam_runs(client, case, sitting, guard):
    client.force_login(guard)
    handed_in(case, sitting, right=5)
    refused = client.post(address("withdraw", case))
    assert refused.status_code == 409
    assert "sudah dimulai" in refused.content.decode()

    other = services.open_case(person=PersonFactory(), scheme_code=CODE)
    client.force_login(other.candidate)
    assert client.post(address("withdraw", other))["Location"] == other.get_absolute_url()
    assert "sudah Anda tarik" in html(client, other.get_absolute_url())


@pytest.mark.parametrize("make", [PersonFactory, lambda: an_officer(CERTIFICATION_OFFICERS)])
def test_anothers_application_is_not_there(client, case, make):
    client.force_login(make())

    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(address("sittings", case)).status_code == 404
    assert client.post(address("sittings", case), {"sitting": 1}).status_code == 404
    assert client.post(address("withdraw", case)).status_code == 404
    assert fresh(case).state == "open"


def test_a_page_of_mine_asks_little(client, case, guard, django_assert_max_num_queries):
    client.force_login(guard)
    for path in (MINE, case.get_absolute_url()):
        client.get(path)
        with django_assert_max_num_queries(8):
            client.get(path)


# --- the officer's -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        PersonFactory,
        lambda: an_officer(EXAM_OFFICERS),
        lambda: an_officer(PLATFORM_ADMINS),
    ],
)
def test_others_see_no_case_and_decide_none(client, passed, make):
    client.force_login(make())

    assert client.get(QUEUE).status_code == 403
    assert client.get(address("evidence", passed)).status_code == 403
    answer = client.post(address("decide", passed), {"outcome": "K", "reasons": "x"})
    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_an_officer_sees_the_evidence_and_decides(client, passed, officer):
    client.force_login(officer)
    assert [case.pk for case in client.get(QUEUE).context["page"]] == [passed.pk]
    page = html(client, address("evidence", passed))
    for said in (
        "Sari Wulandari",
        "18 dari 20 benar; perlu 60%",
        "Yohanes Wenda",
        "Angkatan 12",
        "Agus Prasetyo",
        "Nama di dalam kode sertifikat",
        "Teori 90 dari 90 JP",
        "Putuskan",
    ):
        assert said in page

    answer = client.post(address("decide", passed), {"outcome": "K", "reasons": "Lengkap."})

    assert answer["Location"] == address("evidence", passed)
    assert Decision.objects.get().decided_by == officer
    assert [case.pk for case in client.get(QUEUE).context["page"]] == []
    done = client.get(QUEUE, {"keadaan": "selesai"})
    assert [case.pk for case in done.context["page"]] == [passed.pk]
    assert "Lengkap." in html(client, address("evidence", passed))


def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, failed, officer):
    client.force_login(officer)

    lacking = client.post(address("decide", failed), {"outcome": "BK", "reasons": ""})
    wrong = client.post(address("decide", failed), {"outcome": "K", "reasons": "Ia pandai"})

    assert (lacking.status_code, wrong.status_code) == (422, 422)
    said = wrong.content.decode()
    assert "Ia pandai" in said
    assert "tidak dapat kompeten" in said
    assert not Decision.objects.exists()


@pytest.mark.parametrize("superuser", [False, True])
def test_whoever_taught_is_shown_why_and_no_form(client, passed, instructor, superuser):
    User.objects.filter(pk=instructor.pk).update(is_superuser=superuser)
    appoint(instructor, CERTIFICATION_OFFICERS)
    client.force_login(fresh(instructor))

    page = html(client, address("evidence", passed))
    answer = client.post(address("decide", passed), {"outcome": "K", "reasons": "Ia murid saya"})

    assert "Anda tidak boleh memutuskan perkara ini" in page
    assert "Ikatan: mengajar" in page
    assert address("decide", passed) not in page
    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_ones_own_case_shows_no_evidence(client, passed, guard):
    appoint(guard, CERTIFICATION_OFFICERS)
    client.force_login(fresh(guard))

    assert list(client.get(QUEUE).context["page"]) == []
    assert client.get(address("evidence", passed)).status_code == 403


def test_the_menu_counts_what_this_officer_may_decide(passed, officer, instructor):
    assert Case.objects.all().decidable_by(officer).count() == 1
    assert Case.objects.all().decidable_by(instructor).count() == 0
    assert impartiality.why_not(instructor, passed.candidate)


def test_the_evidence_asks_little(client, passed, officer, django_assert_max_num_queries):
    client.force_login(officer)
    for path in (QUEUE, address("evidence", passed)):
        client.get(path)
        with django_assert_max_num_queries(8):
            client.get(path)
