from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from certification.exams import services, tasks, tickets
from certification.exams.errors import (
    NotAdmitted,
    NotOpenYet,
    NotRunning,
    NotYourExam,
    SittingOver,
    Withdrawn,
)
from certification.exams.models import Attempt, Registration, ServedItem, Sitting
from certification.exams.services.attempts import IN_FLIGHT
from certification.items.models import ItemVersion
from stc.audit.models import AuditEntry
from stc.impartiality.errors import Partial
from stc.jobs import executor
from stc.jobs.models import Job
from tests.accounts.factories import PersonFactory
from tests.exams.exam import answered
from tests.exams.test_sittings import refusing, tie  # noqa: F401

pytestmark = pytest.mark.django_db


def start(seat):
    return services.start(registration_id=seat.pk, by=seat.candidate)


def enter(attempt, by=None):
    return services.enter(attempt_id=attempt.pk, by=by or attempt.registration.candidate)


def test_the_clock_runs_for_the_papers_minutes(attempt):
    assert attempt.ends_at - attempt.started_at == timedelta(minutes=30)


def test_nobody_works_past_the_end_of_the_sitting(seat):
    end = timezone.now() + timedelta(minutes=10)
    Sitting.objects.update(closes_at=end)

    assert start(seat).ends_at == end


def test_twenty_items_are_served_one_of_each_unit_with_their_options_mixed(attempt):
    items = list(attempt.items.select_related("version__unit"))

    assert [item.position for item in items] == list(range(1, 21))
    assert len({item.version.unit.code for item in items}) == 20
    assert {"".join(sorted(item.order)) for item in items} == {"1234"}
    assert len({item.order for item in items}) > 5


def test_starting_twice_is_one_attempt_with_the_same_items(attempt, seat):
    assert start(seat) == attempt
    assert ServedItem.objects.count() == 20
    assert AuditEntry.objects.filter(act="exams.start").count() == 1
    assert Job.objects.filter(name="exams.close_attempt").count() == 1


def test_nobody_starts_for_another(seat):
    with pytest.raises(NotYourExam):
        services.start(registration_id=seat.pk, by=PersonFactory())


def test_one_starts_between_the_sittings_times_alone(seat, sitting):
    for at, refusal in (
        (sitting.opens_at - timedelta(seconds=1), NotOpenYet),
        (sitting.closes_at, SittingOver),
    ):
        with time_machine.travel(at, tick=False), pytest.raises(refusal):
            start(seat)

    assert not Attempt.objects.exists()


def test_a_seat_given_back_starts_nothing(seat):
    services.withdraw(origin="trial:1")

    with pytest.raises(Withdrawn):
        start(seat)


def test_a_tie_made_after_the_registration_still_bars_the_examiner(seat, examiner):
    tie(examiner, seat.candidate)

    with pytest.raises(Partial, match="Kelas A"):
        start(seat)


def test_other_rooms_are_asked_again_at_the_start(seat, refusing):  # noqa: F811
    refusing.append("Persetujuan ditarik.")

    with pytest.raises(NotAdmitted, match="Persetujuan ditarik"):
        start(seat)


def test_who_sits_again_meets_other_items_where_the_bank_allows(told, candidate, attempt):
    answered(attempt, right=0)
    sitting = services.open_sitting(**told | {"name": "Sesi ulang"})
    seat = services.register(candidate=candidate, sitting=sitting, origin="trial:2")

    again = start(seat)

    met = set(attempt.items.values_list("version__item", flat=True))
    assert met.isdisjoint(again.items.values_list("version__item", flat=True))


def test_who_has_met_all_items_is_served_known_ones(told, candidate):
    ItemVersion.objects.filter(pk__in=_all_but_one_of_each_unit()).update(state="retired")
    for n in range(2):
        sitting = services.open_sitting(**told | {"name": f"Sesi {n}"})
        seat = services.register(candidate=candidate, sitting=sitting, origin=f"trial:{n}")
        assert start(seat).items.count() == 20


def _all_but_one_of_each_unit() -> list[int]:
    kept: set[int] = set()
    spare = []
    for pk, unit_id in ItemVersion.objects.values_list("pk", "unit_id"):
        spare += [pk] if unit_id in kept else []
        kept.add(unit_id)
    return spare


def test_each_opening_of_the_page_is_a_segment_of_its_own(attempt):
    first, second = (tickets.read(enter(attempt)) for _ in range(2))

    assert (first.segment, second.segment) == (1, 2)
    assert first.ends_at == attempt.ends_at


def test_nobody_enters_anothers_exam_nor_what_is_over(attempt):
    with pytest.raises(NotYourExam):
        enter(attempt, by=PersonFactory())
    with time_machine.travel(attempt.ends_at, tick=False), pytest.raises(NotRunning):
        enter(attempt)
    services.hand_in(attempt_id=attempt.pk)
    with pytest.raises(NotRunning):
        enter(attempt)


def test_handing_in_twice_keeps_the_first_moment(attempt):
    first = services.hand_in(attempt_id=attempt.pk)

    with time_machine.travel(attempt.ends_at + timedelta(hours=1)):
        second = services.hand_in(attempt_id=attempt.pk)

    assert second.handed_in_at == first.handed_in_at < attempt.ends_at
    assert AuditEntry.objects.filter(act="exams.hand_in").count() == 1
    assert Job.objects.filter(name="exams.mark_attempt").count() == 1


def test_handing_in_after_the_end_counts_as_ended_by_the_clock(attempt):
    with time_machine.travel(attempt.ends_at + timedelta(seconds=3), tick=False):
        closed = services.hand_in(attempt_id=attempt.pk)

    assert closed.was_ended_by_the_clock
    assert AuditEntry.objects.filter(act="exams.time_over").count() == 1


def test_the_clock_closes_what_was_not_handed_in_and_has_it_marked(attempt):
    job = Job.objects.get(name="exams.close_attempt")
    assert job.run_at == attempt.ends_at + IN_FLIGHT

    with time_machine.travel(job.run_at, tick=False):
        executor.run(job.pk)
        executor.run(Job.objects.get(name="exams.mark_attempt").pk)

    closed = Attempt.objects.get()
    assert closed.handed_in_at == closed.ends_at
    assert (closed.result.right, closed.result.outcome) == (0, "BK")


def test_the_clock_does_not_undo_a_hand_in(attempt):
    handed_in = services.hand_in(attempt_id=attempt.pk).handed_in_at

    with time_machine.travel(attempt.ends_at + IN_FLIGHT, tick=False):
        executor.run(Job.objects.get(name="exams.close_attempt").pk)

    assert Attempt.objects.get().handed_in_at == handed_in


def test_a_worker_whose_clock_is_ahead_closes_nothing_and_comes_again(attempt):
    job = Job.objects.get(name="exams.close_attempt")
    Job.objects.update(run_at=timezone.now())

    executor.run(job.pk)

    assert Attempt.objects.get().handed_in_at is None
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
    assert tasks.TimeNotUp.__name__ in Job.objects.get(pk=job.pk).last_error


@pytest.mark.parametrize(
    "change",
    [
        lambda attempt: Attempt.objects.update(ends_at=attempt.ends_at + timedelta(hours=1)),
        lambda attempt: Attempt.objects.update(seed=1),
        lambda attempt: ServedItem.objects.filter(position=1).update(order="1234"),
        lambda attempt: Registration.objects.all().delete(),
    ],
)
def test_what_was_served_and_when_it_ends_stays(attempt, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(attempt)


def test_what_can_be_started_now_is_counted(seat, candidate):
    startable = Registration.objects.startable

    assert list(startable(candidate)) == [seat]
    assert list(startable(PersonFactory())) == []
    attempt = start(seat)
    assert list(startable(candidate)) == [seat]
    services.hand_in(attempt_id=attempt.pk)
    assert list(startable(candidate)) == []
