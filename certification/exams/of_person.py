"""What exams hold of a person: exported, and moved when two records become one."""

from certification.exams.models import Registration, Response, Result, Sitting
from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie

STAYS = {
    "exams.sitting": "who examined and who released, on which results rest; it names an emptied "
    "record",
    "exams.registration": "who sat which exam before whom, on which certificates rest; it names "
    "an emptied record",
    "exams.result": "what a decision on a certificate rests on; it names an emptied record",
}


def export(person: User) -> Held:
    """Marks before their release are nobody's yet; afterwards the outcome is the candidate's."""
    seats = Registration.objects.of(person).order_by("pk")
    told = ("sitting__name", "sitting__venue", "registered_at", "withdrawn_at")
    times = ("attempt__started_at", "attempt__ends_at", "attempt__handed_in_at")
    answers = Response.objects.filter(attempt__registration__candidate=person).order_by("pk")
    released = Result.objects.filter(candidate=person, released_at__isnull=False).order_by("pk")
    examined = Sitting.objects.filter(examiner=person).order_by("pk")
    let_go = Sitting.objects.filter(released_by=person).order_by("pk")
    made = Registration.objects.filter(registered_by=person).exclude(candidate=person)
    return Held(
        {
            "registrations": list(seats.values(*told, *times)),
            "answers": list(
                answers.values("attempt_id", "position", "option", "received_at", "late")
            ),
            "results": list(
                released.values("attempt__registration__sitting__name", "outcome", "released_at")
            ),
            "sittings_examined": list(examined.values("name", "venue", "opens_at", "closes_at")),
            "sittings_released": list(let_go.values("name", "released_at")),
            "registrations_made": list(
                made.order_by("pk").values("sitting__name", "registered_at")
            ),
        }
    )


def erase(person: User, *, by: User) -> None:
    """Nothing goes: see ``STAYS``."""


def merge(keep: User, give: User) -> Record:
    """Each row moves, but where the record that is kept would then have two seats in a sitting, or
    somebody would judge themselves or one to whom they are tied: that stays apart.
    """
    seats = [r.pk for r in Registration.objects.of(give).order_by("pk") if _may_seat(keep, r)]
    Registration.objects.filter(pk__in=seats).update(candidate=keep)
    results = Result.objects.filter(candidate=give, attempt__registration__in=seats)
    moved = list(results.values_list("pk", flat=True))
    Result.objects.filter(pk__in=moved).update(candidate=keep)
    return {
        "give": give.pk,
        "seats": seats,
        "results": moved,
        "examined": _move_sittings(keep, give),
        "made": _move(Registration, "registered_by", keep, give),
        "released_sittings": _move(Sitting, "released_by", keep, give),
        "released": _move_released(keep, give),
    }


def undo(record: Record) -> None:
    give = record["give"]
    for model, field, name in (
        (Registration, "candidate", "seats"),
        (Result, "candidate", "results"),
        (Registration, "registered_by", "made"),
        (Sitting, "released_by", "released_sittings"),
        (Result, "released_by", "released"),
        (Sitting, "examiner", "examined"),
    ):
        put_back(model, field, moved=record[name], give_id=give)
    Registration.objects.filter(sitting__in=record["examined"]).update(examiner_id=give)


def _may_judge(judge: User, candidate: User) -> bool:
    return judge.pk != candidate.pk and not impartiality.why_not(
        judge, candidate, but=(Tie.EXAMINED,)
    )


def _may_seat(keep: User, seat: Registration) -> bool:
    there = Registration.objects.of(keep).standing().filter(sitting=seat.sitting_id)
    if seat.withdrawn_at is None and there.exists():
        return False
    result = Result.objects.filter(attempt__registration=seat).first()
    judges = [seat.examiner]
    if result is not None and result.released_by is not None:
        judges.append(result.released_by)
    return all(_may_judge(judge, keep) for judge in judges)


def _move(model, field: str, keep: User, give: User) -> list[int]:
    moved = list(model.objects.filter(**{field: give}).values_list("pk", flat=True))
    model.objects.filter(pk__in=moved).update(**{field: keep})
    return moved


def _move_sittings(keep: User, give: User) -> list[int]:
    """A sitting moves with all its seats, or not at all: it has one examiner."""
    moved = []
    for sitting in Sitting.objects.filter(examiner=give).order_by("pk"):
        seats = Registration.objects.filter(sitting=sitting).select_related("candidate")
        if all(_may_judge(keep, seat.candidate) for seat in seats):
            moved.append(sitting.pk)
    Sitting.objects.filter(pk__in=moved).update(examiner=keep)
    Registration.objects.filter(sitting__in=moved).update(examiner=keep)
    return moved


def _move_released(keep: User, give: User) -> list[int]:
    results = Result.objects.filter(released_by=give).select_related("candidate")
    moved = [result.pk for result in results if _may_judge(keep, result.candidate)]
    Result.objects.filter(pk__in=moved).update(released_by=keep)
    return moved
