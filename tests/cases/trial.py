"""An exam taken for a case, for tests alone."""

from certification.cases import services
from certification.cases.models import Case
from certification.exams import services as exams
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
