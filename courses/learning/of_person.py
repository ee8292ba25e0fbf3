"""What learning holds of a person: exported, erased, and moved when two records become one."""

from courses.learning.models import ClassInstructor, Enrolment, LessonRead, ModuleHours, Seat
from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

COVERS = ("learning.enrolment",)
STAYS = {
    "learning.seat": "who sat in which class and who put them there, on which hours, ties and "
    "certificates rest; it names an emptied record",
    "learning.classinstructor": "who taught whom, or a barred judge could judge; it names an "
    "emptied record",
}


def export(person: User) -> Held:
    enrolments = Enrolment.objects.filter(person=person).order_by("pk")
    told = ("curriculum_code", "edition", "started_at", "completed_at")
    seats = Seat.objects.filter(person=person).order_by("pk")
    of_class = ("training_class__name", "training_class__provider__name", "added_at")
    hours = ModuleHours.objects.filter(seat__person=person).order_by("pk")
    reads = LessonRead.objects.filter(enrolment__person=person).order_by("pk")
    taught = ClassInstructor.objects.filter(person=person).order_by("pk")
    given = Seat.objects.filter(added_by=person).order_by("pk")
    return Held(
        {
            "enrolments": list(enrolments.values(*told)),
            "lessons_read": list(reads.values("lesson_key", "read_at")),
            "seats": list(seats.values(*of_class)),
            "hours": list(hours.values("module_key", "theory", "practice", "recorded_at")),
            "classes_taught": list(taught.values("training_class__name")),
            "seats_given": list(given.values("training_class__name", "added_at")),
        }
    )


def erase(person: User, *, by: User) -> None:
    """What somebody read goes, for it is theirs alone; classes stay (``STAYS``)."""
    Enrolment.objects.filter(person=person).delete()


def merge(keep: User, give: User) -> Record:
    """Each row moves, but where the record that is kept has the same: then what hangs on it moves.

    Whoever would come to sit in their own class, or to have given themselves a seat, stays apart.
    """
    return {
        "give": give.pk,
        "enrolments": _move_enrolments(keep, give),
        "reads": _move_reads(keep, give),
        "seats": _move_seats(keep, give),
        "hours": _move_hours(keep, give),
        "teaching": _move_teaching(keep, give),
        "added": _move_added(keep, give),
    }


def undo(record: Record) -> None:
    give = record["give"]
    for model, field, name in (
        (Enrolment, "person", "enrolments"),
        (Seat, "person", "seats"),
        (ClassInstructor, "person", "teaching"),
        (Seat, "added_by", "added"),
    ):
        put_back(model, field, moved=record[name], give_id=give)
    for pk, was in record["reads"]:
        LessonRead.objects.filter(pk=pk).update(enrolment_id=was)
    for pk, was in record["hours"]:
        ModuleHours.objects.filter(pk=pk).update(seat_id=was)


def _move_enrolments(keep: User, give: User) -> list[int]:
    moved = []
    for row in Enrolment.objects.filter(person=give).order_by("pk"):
        same = {"curriculum_code": row.curriculum_code, "edition": row.edition}
        if not Enrolment.objects.filter(person=keep, **same).exists():
            Enrolment.objects.filter(pk=row.pk).update(person=keep)
            moved.append(row.pk)
    return moved


def _move_reads(keep: User, give: User) -> list[list[int]]:
    moved = []
    for left in Enrolment.objects.filter(person=give).order_by("pk"):
        mine = Enrolment.objects.get(
            person=keep, curriculum_code=left.curriculum_code, edition=left.edition
        )
        known = mine.reads.values("lesson_key")
        for read in left.reads.exclude(lesson_key__in=known).order_by("pk"):
            LessonRead.objects.filter(pk=read.pk).update(enrolment=mine)
            moved.append([read.pk, left.pk])
    return moved


def _move_seats(keep: User, give: User) -> list[int]:
    free = (
        Seat.objects.filter(person=give)
        .exclude(training_class__in=Seat.objects.filter(person=keep).values("training_class"))
        .exclude(
            training_class__in=ClassInstructor.objects.filter(person=keep).values("training_class")
        )
        .exclude(added_by=keep)
    )
    moved = list(free.values_list("pk", flat=True))
    Seat.objects.filter(pk__in=moved).update(person=keep)
    return moved


def _move_hours(keep: User, give: User) -> list[list[int]]:
    moved = []
    for left in Seat.objects.filter(person=give).order_by("pk"):
        mine = Seat.objects.filter(person=keep, training_class=left.training_class_id).first()
        if mine is not None:
            known = mine.hours.values("module_key")
            for row in left.hours.exclude(module_key__in=known).order_by("pk"):
                ModuleHours.objects.filter(pk=row.pk).update(seat=mine)
                moved.append([row.pk, left.pk])
    return moved


def _move_teaching(keep: User, give: User) -> list[int]:
    free = (
        ClassInstructor.objects.filter(person=give)
        .exclude(
            training_class__in=ClassInstructor.objects.filter(person=keep).values("training_class")
        )
        .exclude(training_class__in=Seat.objects.filter(person=keep).values("training_class"))
    )
    moved = list(free.values_list("pk", flat=True))
    ClassInstructor.objects.filter(pk__in=moved).update(person=keep)
    return moved


def _move_added(keep: User, give: User) -> list[int]:
    moved = list(
        Seat.objects.filter(added_by=give).exclude(person=keep).values_list("pk", flat=True)
    )
    Seat.objects.filter(pk__in=moved).update(added_by=keep)
    return moved
