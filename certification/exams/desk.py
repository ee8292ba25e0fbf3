"""What an exam officer's desk shows: where each sitting stands, and each candidate in it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.exams.models import Registration, Sitting
from certification.exams.services import standing_of
from certification.exams.services.attempts import IN_FLIGHT
from stc.impartiality.models import Conflict, Tie

SHOWN_TIES = 50


class State(models.TextChoices):
    """Where a sitting stands. ``TO_RELEASE``: somebody sat it, and nobody is or can be at work."""

    UPCOMING = "upcoming", pgettext_lazy("sesi ujian", "akan datang")
    RUNNING = "running", pgettext_lazy("sesi ujian", "berlangsung")
    TO_RELEASE = "to_release", pgettext_lazy("sesi ujian", "siap diterbitkan")
    RELEASED = "released", pgettext_lazy("sesi ujian", "hasil terbit")
    EMPTY = "empty", pgettext_lazy("sesi ujian", "lewat tanpa peserta")


def with_state(sittings: QuerySet[Sitting], at: datetime | None = None) -> QuerySet[Sitting]:
    """Annotated with the ``state`` at a moment (now, unless told)."""
    now = at or timezone.now()
    seats = Registration.objects.standing().filter(sitting=OuterRef("pk"))
    begun = seats.filter(attempt__isnull=False)
    may_come = seats.filter(attempt__isnull=True, sitting__closes_at__gt=now)
    at_work = seats.filter(
        attempt__handed_in_at__isnull=True, attempt__ends_at__gt=now - IN_FLIGHT
    ).exclude(attempt__isnull=True)
    return sittings.annotate(
        state=Case(
            When(released_at__isnull=False, then=Value(State.RELEASED)),
            When(opens_at__gt=now, then=Value(State.UPCOMING)),
            When(Exists(may_come) | Exists(at_work), then=Value(State.RUNNING)),
            When(Exists(begun), then=Value(State.TO_RELEASE)),
            When(closes_at__gt=now, then=Value(State.RUNNING)),
            default=Value(State.EMPTY),
            output_field=models.CharField(),
        )
    )


def to_release(user) -> QuerySet[Sitting]:
    """The sittings that wait for this officer's release."""
    return with_state(Sitting.objects.visible_to(user)).filter(state=State.TO_RELEASE)


def in_order(sittings: QuerySet[Sitting]) -> QuerySet[Sitting]:
    """What waits first, then what runs and what comes, the soonest first; what is over last."""
    places = [State.TO_RELEASE, State.RUNNING, State.UPCOMING]
    urgent = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(places)),
        default=Value(len(places)),
    )
    soonest = Case(When(state__in=places, then="opens_at"), output_field=models.DateTimeField())
    return sittings.alias(urgent=urgent, soonest=soonest).order_by(
        "urgent", "soonest", "-opens_at", "pk"
    )


class At(models.TextChoices):
    """Where a candidate stands in a sitting."""

    NOT_STARTED = "not_started", _("belum mulai")
    ABSENT = "absent", _("tidak hadir")
    AT_WORK = "at_work", _("mengerjakan")
    HANDED_IN = "handed_in", _("diserahkan")
    TIME_OVER = "time_over", _("waktu habis")


@dataclass(frozen=True)
class Line:
    """A candidate in a sitting now. ``minutes_left`` is rounded up, None where no clock runs.

    ``is_unfinished``: holds up the release, at work or with an answer that may be on its way.
    """

    seat: Registration
    at: At
    answered: int
    out_of: int
    minutes_left: int | None = None
    is_unfinished: bool = False

    @property
    def may_be_withdrawn(self) -> bool:
        return self.at == At.NOT_STARTED


def seats_of(sitting: Sitting) -> list[Registration]:
    """The standing seats of a sitting with their attempts, in the order of names: one query."""
    seats = sitting.registrations.standing().select_related("candidate", "attempt__result")
    seats = seats.annotate(served=Count("attempt__items"))
    return list(seats.order_by("candidate__full_name", "pk"))


def lines(sitting: Sitting, seats: Iterable[Registration], now: datetime) -> list[Line]:
    """How far each candidate is, by the server's clock; one query for the answers of all."""
    begun = [seat.attempt.pk for seat in seats if hasattr(seat, "attempt")]
    answers = standing_of(begun) if begun else {}
    return [_line(sitting, seat, answers, now) for seat in seats]


def _line(sitting: Sitting, seat: Registration, answers: dict, now: datetime) -> Line:
    if not hasattr(seat, "attempt"):
        over = now >= sitting.closes_at or sitting.released_at is not None
        return Line(seat, At.ABSENT if over else At.NOT_STARTED, 0, 0)
    attempt = seat.attempt
    told = Line(seat, At.TIME_OVER, len(answers[attempt.pk]), seat.served)
    if attempt.handed_in_at is None:
        told = replace(told, is_unfinished=now < attempt.ends_at + IN_FLIGHT)
        if now < attempt.ends_at:
            left = math.ceil((attempt.ends_at - now) / timedelta(minutes=1))
            told = replace(told, at=At.AT_WORK, minutes_left=left)
    elif not attempt.was_ended_by_the_clock:
        told = replace(told, at=At.HANDED_IN)
    return told


@dataclass(frozen=True)
class Ties:
    """Who is bound to whom here. ``mine`` keep me from releasing; ``others`` cannot sit here."""

    mine: list[tuple[object, str]]
    others: list[tuple[object, str]]
    more: bool


def ties_of(sitting: Sitting, user) -> Ties:
    """Ties of the examiner to people without a seat here, and mine to those who have one."""
    seated = Registration.objects.standing().filter(
        sitting=sitting, candidate=OuterRef("candidate")
    )
    found = Conflict.objects.standing().barring((Tie.EXAMINED,)).annotate(mine=Exists(seated))
    found = found.filter(Q(person=user, mine=True) | Q(person=sitting.examiner_id, mine=False))
    found = found.select_related("candidate").order_by("-mine", "candidate__full_name", "pk")
    rows = list(found[: SHOWN_TIES + 1])
    shown = rows[:SHOWN_TIES]
    return Ties(
        mine=_by_candidate(tie for tie in shown if tie.mine),
        others=_by_candidate(tie for tie in shown if not tie.mine),
        more=len(rows) > SHOWN_TIES,
    )


def _by_candidate(ties: Iterable[Conflict]) -> list[tuple[object, str]]:
    found: dict[object, list[str]] = {}
    for tie in ties:
        found.setdefault(tie.candidate, []).append(f"{tie.get_kind_display()} ({tie.why})")
    return [(candidate, "; ".join(why)) for candidate, why in found.items()]
