from django.db import transaction
from django.utils import timezone

from certification.exams import results
from certification.exams.errors import NoCutScore, NotAnExamOfficer, StillRunning
from certification.exams.models import (
    Attempt,
    CutScore,
    Registration,
    Result,
    ServedItem,
    Sitting,
)
from certification.exams.permissions import is_exam_officer
from certification.exams.services.answers import standing_answers
from certification.exams.services.attempts import IN_FLIGHT, close_attempt
from certification.items import services as items
from certification.items.models import Option
from stc.accounts.models import User
from stc.audit import services as audit
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie

NAMED = 5  # of those who hold up a release


@transaction.atomic
def mark(*, attempt_id: int) -> Result:
    """Mark a closed attempt by the versions that it was served. A second call is the same result.

    Raises ``StillRunning``, ``NoCutScore``.
    """
    attempts = Attempt.objects.select_for_update(of=("self",))
    attempt = attempts.select_related("registration__candidate").get(pk=attempt_id)
    there = Result.objects.filter(attempt=attempt).first()
    if there is not None:
        return there
    candidate = attempt.registration.candidate
    if attempt.handed_in_at is None:
        raise StillRunning(candidates=candidate)
    served = list(attempt.items.all())
    right, cut = _right(attempt, served), _cut_score(attempt)
    passed = right * 100 >= cut.percent * len(served)
    result = Result.objects.create(
        attempt=attempt,
        candidate=candidate,
        right=right,
        out_of=len(served),
        cut_score=cut,
        percent_needed=cut.percent,
        outcome=Result.Outcome.COMPETENT if passed else Result.Outcome.NOT_YET,
    )
    audit.record(act="exams.mark", by=None, subject=result)
    return result


def _right(attempt: Attempt, served: list[ServedItem]) -> int:
    chosen = standing_answers(attempt.pk)
    options = Option.objects.filter(version__in=[item.version_id for item in served])
    ids = {(row.version_id, row.position): row.pk for row in options}
    count = 0
    for item in served:
        if place := chosen.get(item.position):
            option_id = ids[item.version_id, int(item.order[place - 1])]
            count += items.mark(version_id=item.version_id, option_id=option_id)
    return count


def _cut_score(attempt: Attempt) -> CutScore:
    paper = attempt.registration.sitting.paper
    day = timezone.localdate(attempt.started_at)
    cut = paper.cuts.all().holding(day).first()
    if cut is None:
        raise NoCutScore(paper=paper)
    return cut


@transaction.atomic
def release(*, sitting_id: int, by: User) -> Sitting:
    """Make the outcomes of a sitting known, all at once. A second call changes nothing.

    Who has not started may still come until the sitting closes; who was closed by now is marked.
    Both the examiner and ``by`` have examined each candidate from then on. Raises
    ``NotAnExamOfficer``, ``StillRunning`` naming who is not done, ``Partial`` where ``by`` is tied
    to one of them otherwise.
    """
    if not is_exam_officer(by):
        raise NotAnExamOfficer
    _lock_candidates(sitting_id)
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting_id)
    if sitting.released_at is not None:
        return sitting
    seats = Registration.objects.standing().filter(sitting=sitting).order_by("pk")
    seats = list(seats.select_related("candidate", "attempt"))
    _refuse_unfinished(sitting, seats)
    marked = [(seat, mark(attempt_id=seat.attempt.pk)) for seat in seats if _began(seat)]
    sitting.released_at, sitting.released_by = timezone.now(), by
    sitting.save(update_fields=["released_at", "released_by"])
    for seat, result in marked:
        _release(result, seat, sitting)
    audit.record(act="exams.release", by=by, subject=sitting, became=len(marked))
    return sitting


def _lock_candidates(sitting_id: int) -> None:
    seats = Registration.objects.standing().filter(sitting=sitting_id)
    for candidate_id in seats.order_by("candidate").values_list("candidate", flat=True):
        impartiality.lock(candidate_id)


def _began(seat: Registration) -> bool:
    return hasattr(seat, "attempt")


def _refuse_unfinished(sitting: Sitting, seats: list[Registration]) -> None:
    """Close what the clock has ended, and name whoever is still at work or may still begin."""
    now = timezone.now()
    unfinished = []
    for seat in seats:
        if not _began(seat):
            if now < sitting.closes_at:
                unfinished.append(seat)
        elif seat.attempt.handed_in_at is None and (
            now < seat.attempt.ends_at + IN_FLIGHT or not close_attempt(attempt_id=seat.attempt.pk)
        ):
            unfinished.append(seat)
    if unfinished:
        names = [str(seat.candidate) for seat in unfinished]
        more = ["…"] if len(names) > NAMED else []
        raise StillRunning(candidates=", ".join(names[:NAMED] + more))


def _release(result: Result, seat: Registration, sitting: Sitting) -> None:
    impartiality.check(sitting.released_by, seat.candidate, but=(Tie.EXAMINED,))
    result.released_at, result.released_by = sitting.released_at, sitting.released_by
    result.save(update_fields=["released_at", "released_by"])
    for person in {sitting.examiner, sitting.released_by}:
        impartiality.record(
            person=person,
            candidate=seat.candidate,
            kind=Tie.EXAMINED,
            since=timezone.localdate(seat.attempt.started_at),
            why=f"{sitting}",
            source=result.source,
        )
    results.tell(result, seat.origin)
