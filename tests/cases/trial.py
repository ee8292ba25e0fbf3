"""An exam taken for a case, a sitting decided on at once: for tests alone."""

from uuid import UUID, uuid4

from django.utils import timezone

from certification.cases import services
from certification.cases.models import Case
from certification.exams import services as exams
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie
from stc.jobs import worker
from tests.exams.exam import answered


def handed_in(case, sitting, *, right: int):
    """Seated, sat and handed in; the outcome is not known yet."""
    seat = services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=case.candidate)
    attempt = exams.start(registration_id=seat.pk, by=case.candidate)
    answered(attempt, right=right)
    return attempt


def exam_taken(case, sitting, *, right: int) -> Case:
    handed_in(case, sitting, right=right)
    exams.release(sitting_id=sitting.pk, by=sitting.examiner)
    return Case.objects.get(pk=case.pk)


def ask(group, by, reasons="Bukti lengkap.", *, seen=None, token: UUID | None = None):
    if seen is None:
        seen = services.gather(group=group, by=by).seen
    return services.ask_batch(
        group=group, by=by, reasons=reasons, seen=seen, token=token or uuid4()
    )


def work() -> None:
    while worker.run_next():
        pass


def tie(person, candidate, kind=Tie.RELATED):
    impartiality.record(
        person=person,
        candidate=candidate,
        kind=kind,
        since=timezone.localdate(),
        why="Sepupu",
        source="trial:1",
    )


def left_out(group, by) -> dict[int, str]:
    found = services.gather(group=group, by=by).left_out
    return {place.case.pk: place.why_not for place in found}
