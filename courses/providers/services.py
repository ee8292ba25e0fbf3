from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from courses.providers.errors import (
    AlreadyEngaged,
    CannotWork,
    EngagementOver,
    NoLonger,
    OwnEngagement,
    TooFarBack,
    WrongDays,
)
from courses.providers.models import Engagement, Provider
from stc.accounts.models import User
from stc.audit import services as audit
from stc.notices import services as notices


@transaction.atomic
def engage(
    *,
    person: User,
    provider: Provider,
    role: str,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Engagement:
    """Let a person manage or teach at a provider, from a day (today, unless told).

    The same again returns what stands. ``by=None`` is whoever holds the machine.
    """
    # Locked: two engagements of one person at one provider cannot pass each other.
    Provider.objects.select_for_update().get(pk=provider.pk)
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    first = starts_on or timezone.localdate()
    held = Engagement.objects.filter(person=row, provider=provider, role=role)
    same = held.filter(starts_on=first, ends_on=ends_on).first()
    if same is not None:
        return same
    if by == person:
        raise OwnEngagement
    if not row.is_active:
        raise CannotWork(person=row)
    if ends_on is not None and ends_on < first:
        raise WrongDays
    if held.overlapping(first, ends_on).exists():
        label = Engagement.Role(role).label
        raise AlreadyEngaged(person=row, role=label, provider=provider)
    engagement = Engagement.objects.create(
        person=row, provider=provider, role=role, starts_on=first, ends_on=ends_on
    )
    days = f"{first} – {ends_on or '…'}"
    audit.record(act="providers.engage", by=by, subject=engagement, became=days)
    notices.send(
        kind="providers.engaged",
        to=row,
        context={
            "provider": provider.name,
            "manages": role == Engagement.Role.MANAGER,
            "starts_on": first,
            "ends_on": ends_on,
        },
        key=f"providers.engaged:{engagement.pk}",
    )
    return engagement


@transaction.atomic
def end(*, engagement_id: int, on: date, by: User | None) -> Engagement:
    """Let an engagement end on a day: its last. Yesterday at the earliest, never later than now
    agreed. The same day again changes nothing.
    """
    engagement = Engagement.objects.select_for_update().get(pk=engagement_id)
    today = timezone.localdate()
    if engagement.ends_on == on:
        return engagement
    if engagement.ends_on is not None and engagement.ends_on < today:
        raise EngagementOver
    if on < max(engagement.starts_on, today - timedelta(days=1)):
        raise TooFarBack
    if engagement.ends_on is not None and on > engagement.ends_on:
        raise NoLonger
    was, engagement.ends_on = engagement.ends_on, on
    engagement.save(update_fields=["ends_on"])
    audit.record(
        act="providers.end_engagement", by=by, subject=engagement, was=was or "…", became=on
    )
    notices.send(
        kind="providers.engagement_ended",
        to=engagement.person,
        context={"provider": engagement.provider.name, "ends_on": on},
        key=f"providers.engagement_ended:{engagement.pk}:{on}",
    )
    return engagement
