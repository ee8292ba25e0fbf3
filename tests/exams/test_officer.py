"""The exam officer's desk: sittings, who sits in them now, and the release of their results."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.exams import desk, services
from certification.exams.desk import At, State
from certification.exams.models import Registration, Sitting
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie
from tests.accounts.factories import PersonFactory, officer
from tests.exams.exam import answered

pytestmark = pytest.mark.django_db
LIST, OPEN = "/petugas/ujian/", "/petugas/ujian/buka/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def other_officer(db):
    return officer(EXAM_OFFICERS, full_name="Dewi Petugas")


@pytest.fixture
def at_desk(client, examiner):
    client.force_login(examiner)
    return client


def page_of(sitting) -> str:
    return reverse("exams:sitting", args=[sitting.pk])


def release(client, sitting):
    return client.post(reverse("exams:release", args=[sitting.pk]))


def withdrawal(seat) -> str:
    return reverse("exams:withdraw", args=[seat.pk])


def tie(person, candidate, kind=Tie.TAUGHT):
    impartiality.record(
        person=person,
        candidate=candidate,
        kind=kind,
        since=timezone.localdate(),
        why="Angkatan 12",
        source="learning.seat:1",
    )


def seated(sitting, name: str, number: int) -> Registration:
    person = PersonFactory(full_name=name)
    return services.register(candidate=person, sitting=sitting, origin=f"trial:{number}")


def started(seat):
    return services.start(registration_id=seat.pk, by=seat.candidate)


def state_of(sitting, at=None) -> str:
    return desk.with_state(Sitting.objects.filter(pk=sitting.pk), at).get().state


def rows_of(response) -> dict[str, desk.Line]:
    return {str(line.seat.candidate): line for line in response.context["lines"]}


# Who may


@pytest.mark.parametrize("make", [PersonFactory, lambda: officer(CERTIFICATION_OFFICERS)])
def test_who_is_no_exam_officer_is_refused(client, sitting, seat, make):
    client.force_login(make())

    for path in (LIST, OPEN, page_of(sitting), withdrawal(seat)):
        assert client.get(path).status_code == 403
    assert release(client, sitting).status_code == 403
    assert client.post(withdrawal(seat), {"why": "x"}).status_code == 403
    assert client.post(OPEN, {}).status_code == 403
    assert Registration.objects.standing().get() == seat


def test_a_candidate_does_not_see_the_sitting_they_sit_in(client, seat, sitting):
    client.force_login(seat.candidate)

    assert client.get(page_of(sitting)).status_code == 403


def test_a_stranger_is_led_to_the_log_in(client, sitting):
    assert client.get(page_of(sitting))["Location"].startswith("/akun/masuk/")


# Where a sitting stands


def test_a_sitting_goes_from_coming_to_running_to_release_to_released(told, candidate, examiner):
    now = timezone.now()
    sitting = services.open_sitting(**told | {"opens_at": now + HOUR, "closes_at": now + 3 * HOUR})
    seat = services.register(candidate=candidate, sitting=sitting, origin="trial:1")
    assert state_of(sitting) == State.UPCOMING
    with time_machine.travel(now + HOUR, tick=False):
        assert state_of(sitting) == State.RUNNING
        attempt = started(seat)
        assert state_of(sitting) == State.RUNNING
        services.hand_in(attempt_id=attempt.pk)
        assert state_of(sitting) == State.TO_RELEASE
        services.release(sitting_id=sitting.pk, by=examiner)
        assert state_of(sitting) == State.RELEASED


def test_who_may_still_come_keeps_a_sitting_running_until_it_closes(sitting, attempt):
    seated(sitting, "Budi", 2)
    services.hand_in(attempt_id=attempt.pk)

    assert state_of(sitting) == State.RUNNING
    assert state_of(sitting, sitting.closes_at) == State.TO_RELEASE


def test_an_answer_on_its_way_keeps_a_sitting_running_half_a_minute_longer(sitting, attempt):
    late = attempt.ends_at + timedelta(seconds=29)

    assert state_of(sitting, late) == State.RUNNING
    assert state_of(sitting, late + timedelta(seconds=1)) == State.TO_RELEASE


def test_a_sitting_that_nobody_sat_waits_for_nothing(sitting, seat, examiner):
    assert state_of(sitting, sitting.closes_at) == State.EMPTY
    services.withdraw(origin=seat.origin)
    assert state_of(sitting) == State.RUNNING
    assert list(desk.to_release(examiner)) == []


@pytest.mark.parametrize("state", State)
def test_the_list_shows_those_of_one_state(at_desk, sitting, attempt, state):
    page = at_desk.get(LIST, {"keadaan": state})

    assert list(page.context["page"]) == ([sitting] if state == State.RUNNING else [])


def test_an_unknown_state_shows_all(at_desk, sitting):
    assert list(at_desk.get(LIST, {"keadaan": "lain"}).context["page"]) == [sitting]


def test_what_waits_stands_first_and_what_is_over_last(at_desk, told, sitting, attempt):
    now = timezone.now()
    later = services.open_sitting(
        **told | {"name": "Lusa", "opens_at": now + 48 * HOUR, "closes_at": now + 50 * HOUR}
    )
    sooner = services.open_sitting(
        **told | {"name": "Besok", "opens_at": now + 24 * HOUR, "closes_at": now + 25 * HOUR}
    )
    running = services.open_sitting(**told | {"name": "Kini"})
    empty = services.open_sitting(**told | {"name": "Tadi"})
    Sitting.objects.filter(pk=empty.pk).update(closes_at=now - HOUR / 2)
    services.hand_in(attempt_id=attempt.pk)

    assert list(at_desk.get(LIST).context["page"]) == [sitting, running, sooner, later, empty]


def test_the_menu_counts_what_waits_for_a_release(at_desk, sitting, attempt):
    def waiting() -> dict[str, int]:
        menu = at_desk.get(LIST).context["navigation"]
        return {entry.url_name: number for entry, number in menu.waiting}

    assert "exams:sittings" not in waiting()
    services.hand_in(attempt_id=attempt.pk)
    assert waiting()["exams:sittings"] == 1


# The sitting as it is now


def test_each_candidate_is_shown_as_far_as_they_are(at_desk, sitting, attempt, says):
    seated(sitting, "Budi", 2)
    done = started(seated(sitting, "Citra", 3))
    services.hand_in(attempt_id=done.pk)
    says(1, 1, 2)
    says(2, 1, 3)
    says(3, 2, 4)
    says(4, 2, None)

    rows = rows_of(at_desk.get(page_of(sitting)))

    sari = rows["Sari Wulandari"]
    assert (sari.at, sari.answered, sari.out_of, sari.minutes_left) == (At.AT_WORK, 1, 20, 30)
    assert (rows["Budi"].at, rows["Budi"].answered) == (At.NOT_STARTED, 0)
    assert (rows["Citra"].at, rows["Citra"].minutes_left) == (At.HANDED_IN, None)


def test_whom_the_clock_ended_and_who_never_came_are_told_apart(at_desk, sitting, attempt):
    seated(sitting, "Budi", 2)
    with time_machine.travel(sitting.closes_at, tick=False):
        rows = rows_of(at_desk.get(page_of(sitting)))
        services.close_attempt(attempt_id=attempt.pk)
        closed = rows_of(at_desk.get(page_of(sitting)))

    assert {name: row.at for name, row in rows.items()} == {
        "Sari Wulandari": At.TIME_OVER,
        "Budi": At.ABSENT,
    }
    assert {name: row.at for name, row in closed.items()} == {
        "Sari Wulandari": At.TIME_OVER,
        "Budi": At.ABSENT,
    }


def test_whose_seat_was_given_back_is_not_shown(at_desk, sitting, seat):
    services.withdraw(origin=seat.origin)

    assert rows_of(at_desk.get(page_of(sitting))) == {}


def test_the_page_asks_anew_only_while_the_sitting_runs(at_desk, sitting, attempt):
    again = 'hx-trigger="every 10s"'

    assert again in at_desk.get(page_of(sitting)).content.decode()
    services.hand_in(attempt_id=attempt.pk)
    assert again not in at_desk.get(page_of(sitting)).content.decode()


def test_htmx_gets_the_live_part_alone(at_desk, sitting, attempt):
    page = at_desk.get(page_of(sitting), headers={"HX-Request": "true"}).content.decode()

    assert "Sari Wulandari" in page
    assert "<html" not in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_page_asks_eight_queries_however_many_sit(at_desk, sitting, headers):
    for number in range(2, 14):
        attempt = started(seated(sitting, f"Peserta {number}", number))
        ticket = services.enter(attempt_id=attempt.pk, by=attempt.registration.candidate)
        services.save_answer(ticket=ticket, counter=1, position=1, option=1)
    at_desk.get(page_of(sitting))

    with CaptureQueriesContext(connection) as asked:
        at_desk.get(page_of(sitting), headers=headers)

    assert len(asked) <= 8, "\n".join(query["sql"] for query in asked.captured_queries)


def test_who_was_taught_by_the_examiner_is_named_with_the_reason(at_desk, sitting, examiner):
    tie(examiner, PersonFactory(full_name="Budi Murid"))
    tie(PersonFactory(), PersonFactory(full_name="Citra Asing"))

    page = at_desk.get(page_of(sitting)).content.decode()

    assert "Budi Murid" in page
    assert "mengajar (Angkatan 12)" in page
    assert "Citra Asing" not in page


def test_who_was_only_examined_before_may_come_again_and_is_not_named(at_desk, sitting, examiner):
    tie(examiner, PersonFactory(full_name="Budi Lama"), Tie.EXAMINED)

    assert "Budi Lama" not in at_desk.get(page_of(sitting)).content.decode()


def test_many_who_were_taught_are_not_all_listed(at_desk, sitting, examiner):
    for _ in range(desk.SHOWN_TIES + 1):
        tie(examiner, PersonFactory())

    ties = at_desk.get(page_of(sitting)).context["ties"]

    assert (len(ties.others), ties.more) == (desk.SHOWN_TIES, True)


# Release


def test_what_is_in_the_way_is_said_by_name_and_the_button_is_away(at_desk, sitting, attempt):
    seated(sitting, "Budi", 2)

    page = at_desk.get(page_of(sitting))

    assert [str(line.seat.candidate) for line in page.context["at_work"]] == ["Sari Wulandari"]
    assert [str(line.seat.candidate) for line in page.context["to_come"]] == ["Budi"]
    assert reverse("exams:release", args=[sitting.pk]) not in page.content.decode()


def test_releasing_too_early_says_who_is_still_at_work(at_desk, sitting, attempt):
    page = release(at_desk, sitting)

    assert page.status_code == 422
    assert "masih ada yang belum selesai: Sari Wulandari" in page.content.decode()
    assert state_of(sitting) == State.RUNNING


def test_an_officer_releases_and_the_examiner_sees_marks(at_desk, sitting, attempt):
    answered(attempt, right=13)
    before = at_desk.get(page_of(sitting))
    assert reverse("exams:release", args=[sitting.pk]) in before.content.decode()
    assert "13/20" not in before.content.decode()

    answer = release(at_desk, sitting)

    assert answer["Location"] == page_of(sitting)
    page = at_desk.get(page_of(sitting)).content.decode()
    assert "13/20" in page
    assert "K · kompeten" in page


def test_another_exam_officer_releases_but_sees_no_marks(client, sitting, attempt, other_officer):
    answered(attempt, right=13)
    client.force_login(other_officer)

    assert release(client, sitting).status_code == 302

    page = client.get(page_of(sitting)).content.decode()
    assert "13/20" not in page
    assert "kompeten" not in page
    assert "Diterbitkan oleh Dewi Petugas" in page


def test_who_is_tied_to_a_candidate_is_told_before_and_refused(
    client, sitting, attempt, other_officer
):
    answered(attempt, right=13)
    tie(other_officer, attempt.registration.candidate)
    client.force_login(other_officer)

    page = client.get(page_of(sitting)).content.decode()
    assert "Anda terikat dengan Sari Wulandari: mengajar (Angkatan 12)" in page
    assert reverse("exams:release", args=[sitting.pk]) not in page
    refused = release(client, sitting)

    assert refused.status_code == 422
    assert "mengajar (Angkatan 12)" in refused.content.decode()
    assert state_of(sitting) == State.TO_RELEASE


def test_releasing_twice_is_one_release(at_desk, sitting, attempt):
    answered(attempt, right=13)

    assert [release(at_desk, sitting).status_code for _ in range(2)] == [302, 302]
    assert AuditEntry.objects.filter(act="exams.release").count() == 1
