from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.exams import admission
from certification.exams.errors import (
    AlreadyStarted,
    NoSeats,
    NotAdmitted,
    NotAnExamOfficer,
    RegisteredElsewhere,
    SittingFull,
    SittingOver,
    TooShort,
    WrongTimes,
)
from certification.exams.models import Attempt, Paper, Registration, Sitting
from certification.exams.permissions import is_exam_officer
from stc.accounts.models import User
from stc.audit import services as audit
from stc.impartiality import services as impartiality
from stc.impartiality.models import Conflict, Tie
from stc.notices import services as notices
from stc.regions.models import Region


@dataclass(frozen=True)
class Choice:
    """A sitting that a candidate could choose; ``why_not`` says in words why they cannot."""

    sitting: Sitting
    why_not: str


@transaction.atomic
def open_sitting(
    *,
    paper: Paper,
    name: str,
    venue: str,
    opens_at: datetime,
    closes_at: datetime,
    capacity: int,
    by: User,
    region: Region | None = None,
) -> Sitting:
    """Open a sitting whose examiner is ``by``; the same paper, name and time once by each.

    Raises ``NotAnExamOfficer``, ``WrongTimes``; ``TooShort`` where even who starts at once lacks
    the paper's minutes.
    """
    if not is_exam_officer(by):  # has_perm lets superusers pass; this binds them too
        raise NotAnExamOfficer
    # Locked: the same sitting asked for twice at once is one row, not an error.
    Paper.objects.select_for_update().get(pk=paper.pk)
    same = Sitting.objects.filter(paper=paper, name=name, opens_at=opens_at, examiner=by)
    there = same.first()
    if there is not None:
        return there
    if closes_at <= max(opens_at, timezone.now()):
        raise WrongTimes
    if closes_at - opens_at < timedelta(minutes=paper.minutes):
        raise TooShort(paper=paper, minutes=paper.minutes)
    if capacity < 1:
        raise NoSeats
    sitting = Sitting.objects.create(
        paper=paper,
        name=name,
        venue=venue,
        region=region,
        opens_at=opens_at,
        closes_at=closes_at,
        capacity=capacity,
        examiner=by,
    )
    audit.record(act="exams.open_sitting", by=by, subject=sitting, became=paper.code)
    return sitting


def choices(*, candidate: User, paper: Paper) -> list[Choice]:
    """Coming and running sittings with seats left, each with why this candidate cannot sit it."""
    sittings = list(Sitting.objects.open_for(paper).select_related("examiner", "region"))
    ties = Conflict.objects.standing().filter(
        candidate=candidate, person__in={sitting.examiner_id for sitting in sittings}
    )
    tied: dict[int, list[str]] = {}
    for tie in ties.exclude(kind=Tie.EXAMINED).order_by("since", "pk"):
        tied.setdefault(tie.person_id, []).append(f"{tie.get_kind_display()} ({tie.why})")
    return [Choice(sitting, _why_not(sitting, candidate, tied)) for sitting in sittings]


def _why_not(sitting: Sitting, candidate: User, tied: dict[int, list[str]]) -> str:
    if sitting.examiner_id == candidate.pk:
        return _("Anda sendiri penguji sesi ini.")
    if ties := tied.get(sitting.examiner_id):
        words = {"examiner": sitting.examiner, "ties": "; ".join(ties)}
        return _("Penguji sesi ini, %(examiner)s, terikat dengan Anda: %(ties)s.") % words
    return ""


@transaction.atomic
def register(
    *, candidate: User, sitting: Sitting, origin: str, by: User | None = None
) -> Registration:
    """Give a candidate a seat (by their own word, unless ``by``). Asked again, the same seat.

    Raises ``Partial`` where the examiner is tied to the candidate otherwise than by examining.
    """
    # In this order everywhere: candidate, sitting, seat, attempt.
    impartiality.lock(candidate.pk)
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    there = Registration.objects.standing().select_related("sitting").filter(origin=origin).first()
    if there is None:
        there = Registration.objects.standing().of(candidate).filter(sitting=sitting).first()
    if there is not None:
        if there.sitting_id != sitting.pk or there.origin != origin:
            raise RegisteredElsewhere(candidate=candidate, sitting=there.sitting)
        return there
    if sitting.closes_at <= timezone.now() or sitting.released_at is not None:
        raise SittingOver(sitting=sitting)
    if Registration.objects.standing().filter(sitting=sitting).count() >= sitting.capacity:
        raise SittingFull(sitting=sitting)
    refuse_unfit(candidate, sitting)
    seat = Registration.objects.create(
        sitting=sitting,
        candidate=candidate,
        examiner=sitting.examiner,
        origin=origin,
        registered_by=by or candidate,
    )
    audit.record(act="exams.register", by=by or candidate, subject=seat, became=origin)
    return seat


def refuse_unfit(candidate: User, sitting: Sitting) -> None:
    """Raise where the examiner may not examine this candidate, or somebody has a reason why not."""
    impartiality.check(sitting.examiner, candidate, but=(Tie.EXAMINED,))
    if reasons := admission.why_not(candidate, sitting.paper):
        raise NotAdmitted(reasons=" ".join(reasons))


@transaction.atomic
def withdraw(*, origin: str, by: User | None = None, why: str = "") -> None:
    """Give back the seat that was taken for this origin; where there is none, nothing changes.

    A candidate whose seat somebody else gives back is told, with the reason.
    """
    seat = Registration.objects.standing().filter(origin=origin).first()
    if seat is None:
        return
    impartiality.lock(seat.candidate_id)
    Registration.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if Attempt.objects.filter(registration=seat).exists():
        raise AlreadyStarted
    given_back = Registration.objects.standing().filter(pk=seat.pk)
    if given_back.update(withdrawn_at=timezone.now()):
        by = by or seat.candidate
        audit.record(act="exams.withdraw", by=by, subject=seat, was=origin, why=why)
        if by != seat.candidate:
            notices.send(
                kind="exams.withdrawn",
                to=seat.candidate,
                context={"sitting": seat.sitting.name, "why": why},
                key=f"exams.withdrawn:{seat.pk}",
            )
