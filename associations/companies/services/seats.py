from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from associations.companies.errors import (
    AlreadySeated,
    CannotSit,
    NoLonger,
    OwnSeat,
    SeatOver,
    TooFarBack,
    WrongDays,
)
from associations.companies.models import Company, CompanySeat
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs
from stc.notices import services as notices


@transaction.atomic
def give_seat(
    *,
    person: User,
    company: Company,
    role: str,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> CompanySeat:
    """Let a person speak for a company, from a day (today, unless told).

    The same again returns what stands. ``by=None`` is whoever holds the machine.
    """
    # Locked: two seats of one person cannot pass each other, nor a seat an employment (its ties).
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    first = starts_on or timezone.localdate()
    held = CompanySeat.objects.filter(person=row, company=company)
    same = held.filter(role=role, starts_on=first, ends_on=ends_on).first()
    if same is not None:
        return same
    if by == person:
        raise OwnSeat
    if not row.is_active:
        raise CannotSit(person=row)
    if ends_on is not None and ends_on < first:
        raise WrongDays
    if held.overlapping(first, ends_on).exists():
        raise AlreadySeated(person=row, company=company)
    seat = CompanySeat.objects.create(
        person=row, company=company, role=role, starts_on=first, ends_on=ends_on
    )
    audit.record(
        act="companies.give_seat", by=by, subject=seat, became=f"{first} – {ends_on or '…'}"
    )
    jobs.enqueue("companies.settle_ties", seat_id=seat.pk)
    notices.send(
        kind="companies.seated",
        to=row,
        context={
            "company": company.name,
            "manages": role == CompanySeat.Role.MANAGER,
            "starts_on": first,
            "ends_on": ends_on,
        },
        key=f"companies.seated:{seat.pk}",
    )
    return seat


@transaction.atomic
def end_seat(*, seat_id: int, on: date, by: User | None) -> CompanySeat:
    """Let a seat end on a day: its last. Yesterday at the earliest, never later than now agreed.
    The same day again changes nothing.
    """
    seat = CompanySeat.objects.select_for_update().get(pk=seat_id)
    today = timezone.localdate()
    if seat.ends_on == on:
        return seat
    if seat.ends_on is not None and seat.ends_on < today:
        raise SeatOver
    if on < max(seat.starts_on, today - timedelta(days=1)):
        raise TooFarBack
    if seat.ends_on is not None and on > seat.ends_on:
        raise NoLonger
    was, seat.ends_on = seat.ends_on, on
    seat.save(update_fields=["ends_on"])
    audit.record(act="companies.end_seat", by=by, subject=seat, was=was or "…", became=on)
    jobs.enqueue("companies.settle_ties", seat_id=seat.pk)
    notices.send(
        kind="companies.seat_ended",
        to=seat.person,
        context={"company": seat.company.name, "ends_on": on},
        key=f"companies.seat_ended:{seat.pk}:{on}",
    )
    return seat
