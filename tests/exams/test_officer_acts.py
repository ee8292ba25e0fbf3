"""The exam officer opens sittings, and gives back seats whose candidates have not started."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.exams import services
from certification.exams.models import Registration, Sitting
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from stc.regions.services import load_regions

pytestmark = pytest.mark.django_db
OPEN = "/petugas/ujian/buka/"
HOUR = timedelta(hours=1)


@pytest.fixture
def at_desk(client, examiner, settings):
    settings.DEMO = True  # asks no second factor
    client.force_login(examiner)
    return client


def page_of(sitting) -> str:
    return reverse("exams:sitting", args=[sitting.pk])


def withdrawal(seat) -> str:
    return reverse("exams:withdraw", args=[seat.pk])


# Opening


def typed(of_paper, **fields):
    opens_at = timezone.localtime() + HOUR
    return {
        "paper": of_paper.pk,
        "name": "Senin pagi",
        "venue": "Ruang 2",
        "region": "",
        "opens_at": f"{opens_at:%Y-%m-%dT%H:%M}",
        "closes_at": f"{opens_at + 2 * HOUR:%Y-%m-%dT%H:%M}",
        "capacity": "20",
    } | fields


def test_an_officer_opens_a_sitting_and_is_its_examiner(at_desk, paper, examiner):
    answer = at_desk.post(OPEN, typed(paper))

    sitting = Sitting.objects.get()
    assert answer["Location"] == page_of(sitting)
    assert (sitting.examiner, sitting.capacity, sitting.paper) == (examiner, 20, paper)


def test_opening_twice_is_one_sitting(at_desk, paper):
    fields = typed(paper)

    assert at_desk.post(OPEN, fields)["Location"] == at_desk.post(OPEN, fields)["Location"]
    assert Sitting.objects.count() == 1


def test_hours_are_typed_in_the_readers_zone_and_the_label_says_which(at_desk, paper):
    session = at_desk.session
    session["zone"] = "Asia/Jayapura"
    session.save()

    at_desk.post(OPEN, typed(paper, opens_at="2030-01-07T09:00", closes_at="2030-01-07T12:00"))

    assert Sitting.objects.get().opens_at.isoformat() == "2030-01-07T00:00:00+00:00"
    assert "Peserta boleh mulai (WIT)" in at_desk.get(OPEN).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"closes_at": "2020-01-01T08:00"}, "closes_at"),
        ({"opens_at": "2020-01-01T08:00", "closes_at": "2020-01-01T10:00"}, "closes_at"),
        ({"opens_at": "besok"}, "opens_at"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "301"}, "capacity"),
        ({"name": ""}, "name"),
        ({"paper": "0"}, "paper"),
        ({"region": "0"}, "region"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    at_desk, paper, fields, field
):
    page = at_desk.post(OPEN, typed(paper, venue="Gedung Serbaguna", **fields))

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert "Gedung Serbaguna" in page.content.decode()
    assert not Sitting.objects.exists()


def test_a_city_of_today_is_chosen(at_desk, paper, examiner):
    load_regions()
    form = at_desk.get(OPEN).context["form"]
    city = form.fields["region"].queryset.get(code="32.73")

    at_desk.post(OPEN, typed(paper, region=city.pk))

    assert Sitting.objects.get().region == city


# Withdrawing


def test_a_seat_is_given_back_with_a_reason_that_its_candidate_reads(at_desk, seat, examiner):
    answer = at_desk.post(withdrawal(seat), {"why": "Salah jadwal"})

    assert answer["Location"] == page_of(seat.sitting)
    assert not Registration.objects.standing().exists()
    entry = AuditEntry.objects.get(act="exams.withdraw")
    assert (entry.why, entry.actor) == ("Salah jadwal", f"accounts.user:{examiner.pk}")
    notice = Notice.objects.get(person=seat.candidate, kind="exams.withdrawn")
    assert all("Salah jadwal" in words["body"] for words in notice.texts.values())


def test_a_seat_given_back_by_its_candidate_tells_nobody(seat):
    services.withdraw(origin=seat.origin)

    assert not Notice.objects.filter(kind="exams.withdrawn").exists()


def test_without_a_reason_nothing_is_given_back(at_desk, seat):
    assert at_desk.post(withdrawal(seat), {"why": " "}).status_code == 422
    assert Registration.objects.standing().get() == seat


def test_who_has_started_keeps_the_seat(at_desk, seat, attempt):
    page = at_desk.post(withdrawal(seat), {"why": "Salah jadwal"})

    assert page.status_code == 422
    assert "sudah dimulai" in page.content.decode()
    assert "Salah jadwal" in page.content.decode()
    assert withdrawal(seat) not in at_desk.get(page_of(seat.sitting)).content.decode()


def test_a_seat_that_was_given_back_is_not_found_again(at_desk, seat):
    at_desk.post(withdrawal(seat), {"why": "Salah jadwal"})

    assert at_desk.post(withdrawal(seat), {"why": "Lagi"}).status_code == 404
