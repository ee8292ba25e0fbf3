import re

import pytest
from django.urls import reverse

from certification.cases import services
from certification.cases.groups import Group
from certification.cases.models import BatchDecision, Decision
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS, PLATFORM_ADMINS
from stc.jobs.models import Job
from tests.accounts.factories import PersonFactory, appoint
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import agree, fresh
from tests.cases.trial import work

pytestmark = pytest.mark.django_db
QUEUE, BATCHES = "/petugas/perkara/", "/petugas/perkara/sekaligus/"


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def page_of(sitting) -> str:
    return reverse("cases:batch_of_sitting", args=[sitting.pk])


def html(client, path: str, language="id") -> str:
    client.cookies["bahasa"] = language
    return client.get(path, headers={"host": "localhost"}).content.decode()


def filled(page: str, **told) -> dict[str, str]:
    """The form as the page gives it, filled in."""
    hidden = dict(re.findall(r'type="hidden" name="(seen|token)" value="([^"]+)"', page))
    return {"reasons": "Bukti lengkap.", "is_mine": "on", **hidden, **told}


@pytest.fixture
def batch(client, hall, officer, page_of):
    """Asked from the page by an officer who stays logged in."""
    hall(3)
    client.force_login(officer)
    answer = client.post(page_of, filled(html(client, page_of)))
    found = BatchDecision.objects.get()
    assert answer["Location"] == found.get_absolute_url()
    return found


# --- who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [PersonFactory, lambda: an_officer(EXAM_OFFICERS), lambda: an_officer(PLATFORM_ADMINS)],
)
def test_others_see_no_batch_and_ask_for_none(client, batch, page_of, make, training_class):
    asked = filled(html(client, page_of))
    client.force_login(make())
    of_class = reverse("cases:batch_of_class", args=[training_class.pk])

    for path in (BATCHES, page_of, of_class, batch.get_absolute_url()):
        assert client.get(path).status_code == 403
    assert client.post(page_of, asked).status_code == 403
    assert BatchDecision.objects.count() == 1


def test_another_officer_does_not_see_my_batch(client, batch):
    client.force_login(an_officer(CERTIFICATION_OFFICERS))

    assert client.get(batch.get_absolute_url()).status_code == 404
    assert batch.get_absolute_url() not in html(client, BATCHES)


def test_whoever_taught_them_finds_nobody_to_decide(client, hall, page_of, instructor):
    hall(2)
    appoint(instructor, CERTIFICATION_OFFICERS)
    client.force_login(fresh(instructor))

    page = html(client, page_of)
    answer = client.post(page_of, filled(page, seen="0" * 64, token="0" * 32))

    assert "petugas lain yang memutuskan" in page
    assert "Putuskan 2 perkara" not in page
    assert answer.status_code == 422
    assert not BatchDecision.objects.exists()


# --- asking ------------------------------------------------------------------------------------


def test_an_officer_goes_from_the_queue_to_the_group_and_decides_on_all_of_it(
    client, hall, officer, sitting, page_of
):
    cases = hall(3, failed=1)
    client.force_login(officer)

    assert f"{QUEUE}?sesi={sitting.pk}" in html(client, BATCHES)
    narrowed = html(client, f"{QUEUE}?sesi={sitting.pk}")
    assert page_of in narrowed
    page = html(client, page_of)
    for case in cases:
        assert reverse("cases:evidence", args=[case.pk]) in page
    assert "Hasil ujiannya belum kompeten; putuskan di perkaranya" in page
    assert "Putuskan 2 perkara kompeten" in page

    answer = client.post(page_of, filled(page), follow=True)
    work()

    assert "0 dari 2" in answer.content.decode()
    assert Decision.objects.count() == 2
    assert [case.pk for case in client.get(QUEUE).context["page"]] == [cases[2].pk]


def test_the_queue_narrows_to_a_sitting_or_a_class_and_to_nothing_absurd(
    client, hall, officer, training_class, sitting
):
    hall(2)
    client.force_login(officer)

    for query, status in (
        (f"sesi={sitting.pk}", 200),
        (f"kelas={training_class.pk}", 200),
        ("sesi=99999", 404),
        (f"kelas={10**30}", 200),
        ("sesi=x", 200),
    ):
        answer = client.get(f"{QUEUE}?{query}")
        assert answer.status_code == status
        if status == 200:
            assert len(answer.context["page"]) == 2
    assert "Angkatan 12" in html(client, f"{QUEUE}?kelas={training_class.pk}")


@pytest.mark.parametrize("lacking", ["reasons", "is_mine", "seen", "token"])
def test_what_is_lacking_is_said_and_nothing_typed_is_lost(client, hall, officer, page_of, lacking):
    hall(1)
    client.force_login(officer)
    told = filled(html(client, page_of), reasons="Sangat baik")
    told[lacking] = ""

    answer = client.post(page_of, told)

    assert answer.status_code == 422
    assert ("Sangat baik" in answer.content.decode()) == (lacking != "reasons")
    assert not BatchDecision.objects.exists()


def test_a_list_that_changed_is_shown_anew_and_asked_again(client, hall, officer, page_of, guard):
    hall(2)
    agree(guard, given=False, purposes=["certificate-name"])
    client.force_login(officer)
    stale = filled(html(client, page_of))
    agree(guard, given=True, purposes=["certificate-name"])

    refused = client.post(page_of, stale)
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Daftarnya berubah" in page
    assert "Bukti lengkap." in page
    assert "Sari Wulandari" in page
    assert client.post(page_of, filled(page)).status_code == 302
    assert BatchDecision.objects.get().lines.count() == 2


def test_a_double_click_leads_to_the_one_batch(client, hall, officer, page_of):
    hall(1)
    client.force_login(officer)
    told = filled(html(client, page_of))

    first = client.post(page_of, told)
    work()
    second = client.post(page_of, told)

    assert second["Location"] == first["Location"]
    assert Job.objects.filter(name="cases.decide_line").count() == 1


# --- while it runs, and after ------------------------------------------------------------------


def test_the_page_tells_how_far_it_is_and_refreshes_itself_until_it_ends(client, batch, guard):
    path = batch.get_absolute_url()
    agree(guard, given=False, purposes=["certificate-name"])
    refused = batch.lines.get(case__candidate=guard)
    assert "Segera dimulai" in html(client, path)

    services.decide_line(line_id=refused.pk)
    page = html(client, path)
    assert '<progress id="kemajuan" max="3" value="1">' in page
    assert "Kira-kira 1 menit lagi" in page
    assert 'hx-trigger="every 3s"' in page
    part = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="live"')

    work()
    page = html(client, path)
    assert '<progress id="kemajuan" max="3" value="3">' in page
    assert "hx-trigger" not in page.split("<main", 1)[1]
    assert "Nama di dalam kode sertifikat" in page
    assert reverse("cases:evidence", args=[refused.case_id]) in page
    english = html(client, path, "en")
    assert "Deciding together" in english
    assert "Refused, with the reason" in english


def test_it_is_found_again_in_the_list_and_by_the_notice(client, batch, officer):
    assert "Berjalan" in html(client, BATCHES)
    work()

    page = html(client, BATCHES)
    assert batch.get_absolute_url() in page
    assert "Selesai" in page.split("Putusan sekaligus Anda", 1)[1]
    assert "Putusan sekaligus selesai: Sesi pagi" in html(client, reverse("notices:inbox"))


def test_pages_ask_little(client, batch, training_class, django_assert_max_num_queries):
    services.decide_line(line_id=batch.lines.first().pk)
    groups = Group(sitting=batch.sitting), Group(training_class=training_class)
    of_groups = [(group.get_absolute_url(), f"{QUEUE}?{group.query}") for group in groups]
    for path in (BATCHES, batch.get_absolute_url(), *sum(of_groups, ())):
        client.get(path)
        with django_assert_max_num_queries(8):
            client.get(path)
