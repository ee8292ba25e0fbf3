from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.curricula.services import find_edition
from courses.learning import completions
from courses.learning import progress as counting
from courses.learning.errors import CannotLearn, NotOfThisCurriculum
from courses.learning.models import Enrolment, LessonRead
from courses.learning.progress import Progress
from stc.accounts.models import User
from stc.audit import services as audit


@transaction.atomic
def enrol(*, person: User, curriculum_code: str, edition: str, by: User | None = None) -> Enrolment:
    """Let a person follow a published curriculum. A second call returns the first enrolment.

    Raises ``NoSuchCurriculum``. ``by`` is the person themselves unless told.
    """
    curriculum = find_edition(curriculum_code, edition)
    # Locked: an erasure does not pass an enrolment by.
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not row.is_active:
        raise CannotLearn(person=row)
    enrolment, made = Enrolment.objects.get_or_create(
        person=row, curriculum_code=curriculum.code, edition=curriculum.edition
    )
    if made:
        audit.record(act="learning.enrol", by=by or row, subject=enrolment)
    return enrolment


def progress(enrolment: Enrolment) -> Progress | None:
    """What is read of all, of each module, and the next lesson. None: not published now."""
    return counting.of(enrolment)


@transaction.atomic
def remember_place(*, enrolment_id: int, lesson_key: UUID) -> None:
    """This lesson is where the person is, on whatever device they come next."""
    moved = Enrolment.objects.filter(pk=enrolment_id).exclude(last_lesson_key=lesson_key)
    moved.update(last_lesson_key=lesson_key)


@transaction.atomic
def mark_read(*, enrolment_id: int, lesson_key: UUID) -> Progress:
    """A lesson is read, and the next unread one is where the person is. Again changes nothing.

    With the last lesson the curriculum is completed, once, and whoever registered is told.
    Raises ``NotOfThisCurriculum`` for a lesson of elsewhere, or one that is only an outline.
    """
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment_id)
    now = counting.of(enrolment)
    if now is None or lesson_key not in {step.key for step in now.steps}:
        raise NotOfThisCurriculum
    LessonRead.objects.get_or_create(enrolment=enrolment, lesson_key=lesson_key)
    now = counting.of(enrolment)
    going_on = now.after(lesson_key)
    enrolment.last_lesson_key = going_on.key if going_on else lesson_key
    first_time = now.is_whole and enrolment.completed_at is None
    if first_time:
        enrolment.completed_at = timezone.now()
    enrolment.save(update_fields=["last_lesson_key", "completed_at"])
    if first_time:
        audit.record(act="learning.complete", by=enrolment.person, subject=enrolment)
        completions.tell(enrolment)
    return counting.of(enrolment)
