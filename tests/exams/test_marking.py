from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from certification.exams import results, services
from certification.exams.errors import NoCutScore, NotAnExamOfficer, SittingOver, StillRunning
from certification.exams.models import CutScore, Result, Sitting
from certification.exams.services.attempts import IN_FLIGHT
from certification.items.models import ItemVersion
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality.errors import OwnCase, Partial
from stc.impartiality.models import Conflict, Tie
from tests.accounts.factories import PersonFactory, appoint, officer
from tests.exams.exam import answered, right_place
from tests.exams.test_sittings import tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What a listener heard, in this test alone."""
    told = []
    results.on_result_released(lambda result, origin: told.append((result.outcome, origin)))
    yield told
    results._listeners.pop()


def seated(sitting, name, origin):
    person = PersonFactory(full_name=name)
    return services.register(candidate=person, sitting=sitting, origin=origin)


@pytest.mark.parametrize(("right", "outcome"), [(12, "K"), (11, "BK"), (20, "K"), (0, "BK")])
def test_sixty_percent_is_what_it_takes(attempt, right, outcome):
    answered(attempt, right=right)

    result = services.mark(attempt_id=attempt.pk)

    assert (result.right, result.out_of, result.outcome) == (right, 20, outcome)
    assert result.percent_needed == 60


def test_marking_twice_is_one_result(attempt):
    answered(attempt, right=12)

    assert services.mark(attempt_id=attempt.pk) == services.mark(attempt_id=attempt.pk)
    assert AuditEntry.objects.filter(act="exams.mark").count() == 1


def test_what_is_not_handed_in_is_not_marked(attempt):
    with pytest.raises(StillRunning, match="Sari Wulandari"):
        services.mark(attempt_id=attempt.pk)


def test_marking_goes_by_the_version_that_was_served(attempt, says):
    item = attempt.items.get(position=1)
    says(1, 1, right_place(item))
    version = ItemVersion.objects.get(pk=item.version_id)
    version.retire()
    version.save()
    services.hand_in(attempt_id=attempt.pk)

    assert services.mark(attempt_id=attempt.pk).right == 1


def test_late_answers_do_not_count(attempt, says):
    item = attempt.items.get(position=1)
    with time_machine.travel(attempt.ends_at, tick=False):
        says(1, 1, right_place(item))
        services.hand_in(attempt_id=attempt.pk)

    assert services.mark(attempt_id=attempt.pk).right == 0


def test_the_cut_score_is_that_of_the_day_of_the_exam(attempt):
    answered(attempt, right=12)
    tomorrow = timezone.localdate() + timedelta(days=1)
    CutScore.objects.create(paper=CutScore.objects.get().paper, valid_from=tomorrow, percent=90)

    assert services.mark(attempt_id=attempt.pk).outcome == "K"


def test_without_a_cut_score_nothing_is_marked(attempt):
    CutScore.objects.update(valid_from=date(2099, 1, 1))
    services.hand_in(attempt_id=attempt.pk)

    with pytest.raises(NoCutScore):
        services.mark(attempt_id=attempt.pk)


def test_a_release_tells_outcomes_ties_who_examined_and_is_heard(attempt, examiner, heard):
    answered(attempt, right=15)
    releasing = officer(EXAM_OFFICERS)

    sitting = services.release(sitting_id=attempt.registration.sitting_id, by=releasing)
    again = services.release(sitting_id=sitting.pk, by=examiner)

    result = Result.objects.get()
    assert (result.released_by, result.released_at) == (releasing, again.released_at)
    ties = Conflict.objects.filter(candidate=result.candidate, kind=Tie.EXAMINED)
    assert {tie.person for tie in ties} == {examiner, releasing}
    assert {tie.source for tie in ties} == {f"exams.result:{result.pk}"}
    assert heard == [("K", "trial:1")]
    assert AuditEntry.objects.filter(act="exams.release").count() == 1


def test_a_release_waits_for_who_is_at_work_and_who_may_still_begin(attempt, sitting, examiner):
    seated(sitting, "Budi Santoso", "trial:2")

    with pytest.raises(StillRunning, match=r"Sari Wulandari, Budi Santoso\."):
        services.release(sitting_id=sitting.pk, by=examiner)

    answered(attempt, right=15)
    with pytest.raises(StillRunning, match=r": Budi Santoso\."):
        services.release(sitting_id=sitting.pk, by=examiner)
    assert not Result.objects.filter(released_at__isnull=False).exists()


def test_after_the_sitting_a_release_closes_what_the_clock_ended(attempt, sitting, examiner):
    seated(sitting, "Tidak Datang", "trial:2")
    at = sitting.closes_at
    with time_machine.travel(attempt.ends_at + IN_FLIGHT - timedelta(seconds=1), tick=False):
        Sitting.objects.update(closes_at=timezone.now())
        with pytest.raises(StillRunning, match=r": Sari Wulandari\."):
            services.release(sitting_id=sitting.pk, by=examiner)

    with time_machine.travel(at, tick=False):
        services.release(sitting_id=sitting.pk, by=examiner)

    assert Result.objects.get().outcome == "BK"


def test_many_who_are_not_done_are_not_all_named(sitting, examiner):
    for n in range(7):
        seated(sitting, f"Orang {n}", f"trial:{n}")

    with pytest.raises(StillRunning, match=r"Orang 4, …\."):
        services.release(sitting_id=sitting.pk, by=examiner)


def test_nobody_registers_or_starts_once_results_are_out(attempt, sitting, examiner):
    answered(attempt, right=15)
    services.release(sitting_id=sitting.pk, by=examiner)

    with pytest.raises(SittingOver):
        seated(sitting, "Budi", "trial:2")


def test_who_taught_a_candidate_does_not_release_their_result(attempt, sitting):
    answered(attempt, right=15)
    teacher = officer(EXAM_OFFICERS)
    tie(teacher, attempt.registration.candidate)

    with pytest.raises(Partial):
        services.release(sitting_id=sitting.pk, by=teacher)
    appoint(attempt.registration.candidate, EXAM_OFFICERS)
    with pytest.raises(OwnCase):
        services.release(sitting_id=sitting.pk, by=attempt.registration.candidate)
    result = services.mark(attempt_id=attempt.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(pk=result.pk).update(released_by=teacher, released_at=timezone.now())


@pytest.mark.parametrize(
    "make", [lambda: PersonFactory(is_superuser=True), lambda: officer(CERTIFICATION_OFFICERS)]
)
def test_only_an_exam_officer_releases(attempt, sitting, make):
    answered(attempt, right=15)

    with pytest.raises(NotAnExamOfficer):
        services.release(sitting_id=sitting.pk, by=make())


def test_who_examined_before_may_release(attempt, sitting, examiner):
    answered(attempt, right=15)
    tie(examiner, attempt.registration.candidate, Tie.EXAMINED)

    assert services.release(sitting_id=sitting.pk, by=examiner).released_at


def test_a_listener_that_fails_takes_the_release_back(attempt, sitting, examiner):
    answered(attempt, right=15)

    def fails(_result, _origin):
        raise RuntimeError

    results.on_result_released(fails)
    try:
        with pytest.raises(RuntimeError):
            services.release(sitting_id=sitting.pk, by=examiner)
    finally:
        results._listeners.pop()

    assert Sitting.objects.get().released_at is None
    assert not Conflict.objects.exists()


def test_marks_are_written_once(attempt):
    answered(attempt, right=15)
    services.mark(attempt_id=attempt.pk)

    for act in (lambda: Result.objects.update(right=20), Result.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_marks_are_seen_by_the_examiner_and_certification_officers(attempt, sitting, examiner):
    answered(attempt, right=15)
    result = services.mark(attempt_id=attempt.pk)
    candidate = attempt.registration.candidate

    def see(person):
        return list(Result.objects.visible_to(person))

    assert see(examiner) == see(officer(CERTIFICATION_OFFICERS)) == [result]
    assert see(officer(EXAM_OFFICERS)) == see(PersonFactory()) == see(candidate) == []
    services.release(sitting_id=sitting.pk, by=examiner)
    assert see(candidate) == [result]
