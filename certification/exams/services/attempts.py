import random
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from certification.exams import tickets
from certification.exams.errors import (
    NotOpenYet,
    NotRunning,
    NotYourExam,
    SittingOver,
    Withdrawn,
)
from certification.exams.models import Attempt, Registration, ServedItem
from certification.exams.services.sittings import refuse_unfit
from certification.items import services as items
from certification.items.errors import BankTooSmall
from certification.items.models import ItemVersion
from stc.accounts.models import User
from stc.audit import services as audit
from stc.impartiality import services as impartiality
from stc.jobs import services as jobs

# An answer that arrived in time may still wait for the database's lock when the clock ends the
# attempt; it waits no longer than this (a request is cut off sooner).
IN_FLIGHT = timedelta(seconds=30)


@transaction.atomic
def start(*, registration_id: int, by: User) -> Attempt:
    """Begin, once: the clock runs from now, the items are drawn. A second call is the same attempt.

    It ends after the paper's minutes, and never past the sitting's end.
    """
    seat = Registration.objects.select_related("candidate").get(pk=registration_id)
    if seat.candidate_id != by.pk:
        raise NotYourExam
    impartiality.lock(seat.candidate_id)
    seat = Registration.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    there = Attempt.objects.filter(registration=seat).first()
    if there is not None:
        return there
    now, sitting = timezone.now(), seat.sitting
    if seat.withdrawn_at is not None:
        raise Withdrawn
    if now < sitting.opens_at:
        raise NotOpenYet(sitting=sitting)
    if now >= sitting.closes_at or sitting.released_at is not None:
        raise SittingOver(sitting=sitting)
    refuse_unfit(seat.candidate, sitting)
    attempt = Attempt.objects.create(
        registration=seat,
        seed=secrets.randbelow(2**31),
        started_at=now,
        ends_at=min(now + timedelta(minutes=sitting.paper.minutes), sitting.closes_at),
    )
    _serve(attempt)
    audit.record(act="exams.start", by=by, subject=attempt, became=f"{attempt.ends_at:%FT%TZ}")
    jobs.enqueue(
        "exams.close_attempt",
        key=str(attempt.pk),
        run_at=attempt.ends_at + IN_FLIGHT,
        attempt_id=attempt.pk,
    )
    return attempt


def _serve(attempt: Attempt) -> None:
    """Draw the items and mix their options, both by the attempt's seed."""
    dice = random.Random(attempt.seed)  # noqa: S311
    ServedItem.objects.bulk_create(
        ServedItem(
            attempt=attempt,
            position=place,
            version=version,
            order="".join(dice.sample("1234", 4)),
        )
        for place, version in enumerate(_drawn(attempt), start=1)
    )


def _drawn(attempt: Attempt) -> list[ItemVersion]:
    """Items that this candidate has not met yet, where the bank is large enough for that."""
    seat = attempt.registration
    lines = seat.sitting.paper.blueprint.values_list("unit__code", "items")
    blueprint = dict(lines)
    met = ServedItem.objects.filter(attempt__registration__candidate=seat.candidate_id)
    met_ids = set(met.values_list("version__item_id", flat=True))
    try:
        return items.draw(blueprint=blueprint, seed=attempt.seed, exclude=met_ids)
    except BankTooSmall:
        return items.draw(blueprint=blueprint, seed=attempt.seed)


def enter(*, attempt_id: int, by: User) -> str:
    """Open the attempt's page here: a new segment, and the ticket under which it answers.

    Whatever page was open before learns of it with its next answer.
    """
    while True:
        attempt = Attempt.objects.select_related("registration").get(pk=attempt_id)
        if attempt.registration.candidate_id != by.pk:
            raise NotYourExam
        if not attempt.is_running:
            raise NotRunning
        # Compared and set: whoever comes at once gets the next one, and a page costs no lock.
        mine = Attempt.objects.filter(
            pk=attempt.pk, segment=attempt.segment, handed_in_at__isnull=True
        )
        if mine.update(segment=attempt.segment + 1):
            return tickets.sign(tickets.Ticket(attempt.pk, attempt.segment + 1, attempt.ends_at))


@transaction.atomic
def hand_in(*, attempt_id: int) -> Attempt:
    """The candidate is done: no answer is taken from here on. A second call changes nothing.

    After the end it counts as ended by the clock.
    """
    attempt = _locked(attempt_id)
    if attempt.handed_in_at is None:
        _close(attempt, by=attempt.registration.candidate)
    return attempt


@transaction.atomic
def close_attempt(*, attempt_id: int) -> bool:
    """The clock ends an attempt that was not handed in; whether it is closed now."""
    attempt = _locked(attempt_id)
    if attempt.handed_in_at is None and timezone.now() >= attempt.ends_at:
        _close(attempt, by=None)
    return attempt.handed_in_at is not None


def _locked(attempt_id: int) -> Attempt:
    """Locked, so that every answer came wholly before what follows, or wholly after it."""
    attempts = Attempt.objects.select_for_update(of=("self",))
    return attempts.select_related("registration__candidate").get(pk=attempt_id)


def _close(attempt: Attempt, *, by: User | None) -> None:
    attempt.handed_in_at = min(timezone.now(), attempt.ends_at)
    attempt.save(update_fields=["handed_in_at"])
    act = "exams.time_over" if attempt.was_ended_by_the_clock else "exams.hand_in"
    audit.record(act=act, by=by, subject=attempt)
    jobs.enqueue("exams.mark_attempt", key=str(attempt.pk), attempt_id=attempt.pk)
