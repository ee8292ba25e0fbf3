"""Body-wide roles: given, ended, withdrawn, handed over. Each act is in the trail and is told.

Each act locks the role's group first, so that two of one role cannot pass each other: neither two
overlapping appointments nor two last admins leaving at once.
"""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from stc.accounts import duties, groups, news
from stc.accounts.errors import (
    AlreadyEnded,
    AlreadyHolds,
    CannotLengthen,
    CannotLogIn,
    DayPassed,
    LastAdmin,
    NotHeldThen,
    OwnAppointment,
    SamePerson,
    WrongOrder,
)
from stc.accounts.models import Appointment, ErasureRequest, User
from stc.audit import services as audit

DAY = timedelta(days=1)
WARNED_BEFORE = timedelta(days=14)
TOLD_FOR = timedelta(days=30)  # how long after its end a job that stood still may yet tell of it


@transaction.atomic
def appoint(
    *,
    person: User,
    group: str,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    why: str = "",
) -> Appointment:
    """Give a role from a day (today, unless told) to a day or without end, both days included.

    ``by=None`` is whoever holds the machine (``manage.py appoint``). The same again returns what
    stands already.
    """
    held = _locked(group)
    first = starts_on or timezone.localdate()
    same = held.filter(person=person, starts_on=first, ends_on=ends_on).standing().first()
    if same is not None:
        return same
    if by == person:
        raise OwnAppointment
    return _appoint(held, person=person, group=group, by=by, first=first, last=ends_on, why=why)


def _appoint(held, *, person, group, by, first, last, why) -> Appointment:
    # Locked: an erasure is granted only to whom holds no role, and is not granted meanwhile.
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    erased_soon = row.erasure_requests.filter(state=ErasureRequest.State.GRANTED).exists()
    if erased_soon or not row.is_active:
        raise CannotLogIn(person=person)
    if first < timezone.localdate():
        raise DayPassed
    if last is not None and last < first:
        raise WrongOrder
    if held.filter(person=person).overlapping(first, last).exists():
        raise AlreadyHolds(person=person)
    appointment = Appointment.objects.create(
        person=person, group=Group.objects.get(name=group), starts_on=first, ends_on=last
    )
    days = f"{first} – {last or '…'}"
    audit.record(act="accounts.appoint", by=by, subject=appointment, became=days, why=why)
    sync_groups(person)
    news.tell(
        kind="accounts.role_given",
        to=person,
        context={"role": appointment.role, "starts_on": first, "ends_on": last},
        key=f"accounts.role_given:{appointment.pk}",
    )
    return appointment


@transaction.atomic
def end(*, appointment_id: int, on: date, by: User | None, why: str = "") -> Appointment:
    """Let a role end earlier than it would: ``on`` is its last day, today or later."""
    appointment = _locked_appointment(appointment_id)
    if appointment.ends_on == on and appointment.withdrawn_at is None:
        return appointment
    _refuse_if_over(appointment)
    if on < timezone.localdate():
        raise DayPassed
    if on < appointment.starts_on:
        raise WrongOrder
    if appointment.ends_on is not None and on > appointment.ends_on:
        raise CannotLengthen
    _refuse_last_admin(appointment, from_day=on + DAY)
    _end(appointment, on=on, by=by, why=why)
    news.tell(
        kind="accounts.role_changed",
        to=appointment.person,
        context={"role": appointment.role, "ends_on": on},
        key=f"accounts.role_changed:{appointment.pk}:{on}",
    )
    return appointment


@transaction.atomic
def withdraw(*, appointment_id: int, by: User | None, why: str) -> Appointment:
    """End a role at this moment. A second call changes nothing."""
    appointment = _locked_appointment(appointment_id)
    if appointment.withdrawn_at is not None:
        return appointment
    _refuse_if_over(appointment)
    _refuse_last_admin(appointment, from_day=timezone.localdate())
    _withdraw(appointment, by=by, why=why)
    return appointment


@transaction.atomic
def hand_over(
    *, appointment_id: int, to: User, on: date, by: User | None, why: str = ""
) -> Appointment:
    """From ``on`` the role is another's, for the rest of its time; the day before is the last.

    Returns the new appointment; the same again returns it once more.
    """
    old = _locked_appointment(appointment_id)
    held = Appointment.objects.filter(group=old.group)
    handed = held.filter(person=to, starts_on=on).standing().first()
    if handed is not None and _over_before(old, on):
        return handed
    if to == by:
        raise OwnAppointment
    if to == old.person:
        raise SamePerson(person=to)
    _refuse_if_over(old)
    if on < timezone.localdate():
        raise DayPassed
    if not held.current(on).filter(pk=old.pk).exists():
        raise NotHeldThen
    new = _appoint(
        held, person=to, group=old.group.name, by=by, first=on, last=old.ends_on, why=why
    )
    if on > old.starts_on:
        _end(old, on=on - DAY, by=by, why=why)
        news.tell(
            kind="accounts.role_changed",
            to=old.person,
            context={"role": old.role, "ends_on": on - DAY},
            key=f"accounts.role_changed:{old.pk}:{on - DAY}",
        )
    else:
        _withdraw(old, by=by, why=why)
    return new


def sync_groups(person: User) -> None:
    """Make the person's groups those of the roles held today: what Wagtail asks."""
    duties.forget(person)
    person.groups.set(Group.objects.filter(name__in=person.roles))


@transaction.atomic
def sync_all_groups() -> int:
    """The same for everyone whose groups are not those of today; how many there were."""
    now = set(Appointment.objects.current().values_list("person_id", "group_id"))
    there = set(User.groups.through.objects.values_list("user_id", "group_id"))
    changed = {person_id for person_id, _group in now ^ there}
    for person in User.objects.select_for_update(no_key=True).filter(pk__in=changed).order_by("pk"):
        sync_groups(person)
    return len(changed)


@transaction.atomic
def tell_of_ends() -> None:
    """Tell each person once that a role ends within 14 days, and once that it has ended."""
    today = timezone.localdate()
    standing = Appointment.objects.standing().select_related("person", "group")
    for ending in standing.current().filter(ends_on__lte=today + WARNED_BEFORE):
        news.tell(
            kind="accounts.role_ending",
            to=ending.person,
            context={"role": ending.role, "ends_on": ending.ends_on},
            key=f"accounts.role_ending:{ending.pk}:{ending.ends_on}",
        )
    for ended in standing.filter(ends_on__lt=today, ends_on__gte=today - TOLD_FOR):
        _tell_ended(ended, on=ended.ends_on)


def _locked(group: str):
    """Appointments to a role, with the role locked for this transaction."""
    row, _made = Group.objects.get_or_create(name=group)
    Group.objects.select_for_update(no_key=True).get(pk=row.pk)
    return Appointment.objects.filter(group=row)


def _locked_appointment(appointment_id: int) -> Appointment:
    group = Group.objects.get(appointments=appointment_id)
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    return Appointment.objects.select_related("person", "group").get(pk=appointment_id)


def _refuse_if_over(appointment: Appointment) -> None:
    if _over_before(appointment, timezone.localdate()):
        raise AlreadyEnded


def _over_before(appointment: Appointment, day: date) -> bool:
    last = appointment.ends_on
    return appointment.withdrawn_at is not None or (last is not None and last < day)


def _refuse_last_admin(appointment: Appointment, *, from_day: date) -> None:
    """The house never stands without an admin who can log in because somebody was let go."""
    if appointment.group.name != groups.PLATFORM_ADMINS:
        return
    others = Appointment.objects.current(from_day).exclude(pk=appointment.pk)
    if not others.filter(group=appointment.group, person__is_active=True).exists():
        raise LastAdmin


def _end(appointment: Appointment, *, on: date, by: User | None, why: str) -> None:
    was, appointment.ends_on = appointment.ends_on, on
    appointment.save(update_fields=["ends_on"])
    audit.record(
        act="accounts.end_role", by=by, subject=appointment, was=was or "…", became=on, why=why
    )
    sync_groups(appointment.person)


def _withdraw(appointment: Appointment, *, by: User | None, why: str) -> None:
    appointment.withdrawn_at = timezone.now()
    appointment.save(update_fields=["withdrawn_at"])
    was = appointment.ends_on or "…"
    audit.record(act="accounts.withdraw_role", by=by, subject=appointment, was=was, why=why)
    sync_groups(appointment.person)
    _tell_ended(appointment, on=timezone.localdate())


def _tell_ended(appointment: Appointment, *, on: date) -> None:
    news.tell(
        kind="accounts.role_ended",
        to=appointment.person,
        context={"role": appointment.role, "ended_on": on},
        key=f"accounts.role_ended:{appointment.pk}",
    )


def find_person(text: str) -> User | None:
    """The one active person of exactly this e-mail or Indonesian phone number, however typed."""
    text = text.strip()
    phone = "".join(text.replace("(0)", "").split()).replace("-", "").replace(".", "")
    if phone.startswith("62"):
        phone = f"+{phone}"
    elif phone.startswith("0"):
        phone = f"+62{phone[1:]}"
    found = Q(email__iexact=text) if "@" in text else Q(phone=phone)
    return User.objects.filter(found, is_active=True).first() if text else None
