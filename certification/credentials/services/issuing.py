"""Issuing: the snapshot is frozen in the caller's transaction; the code and the paper follow."""

import secrets
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certification.credentials import kinds
from certification.credentials.models import Credential, NumberSeries, StatusList
from certification.credentials.services.paper import refuse_unprintable
from certification.credentials.services.templates import newest_version
from certification.credentials.snapshot import Snapshot
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs
from stc.notices import services as notices


@transaction.atomic
def issue(
    *,
    kind: str,
    source: str,
    holder: User,
    snapshot: Snapshot,
    valid_from: date,
    valid_until: date,
    by: User | None,
) -> Credential:
    """Issue once: the same (kind, source) again returns the first, unchanged.

    Days are whole days of the body's own zone, ``valid_until`` included; a datetime is taken as it
    is, its end past the last moment. Signing and the paper follow by a job. Raises
    ``NotPrintable`` for words that the paper could not show.
    """
    if not kinds.is_known(kind):
        raise LookupError(f"no kind of credential is named {kind}")
    # The holder's row first: two workers with one decision come one after the other.
    User.objects.select_for_update().get(pk=holder.pk)
    first = Credential.objects.filter(kind=kind, source=source).first()
    if first is not None:
        return first
    words = snapshot.frozen()
    refuse_unprintable(word for word in words.values() if isinstance(word, str))
    begins, ends = _beginning(valid_from), _end(valid_until)
    number = _next_number(f"{snapshot.number_prefix}-{snapshot.decided_on.year}")
    status_list = _open_list()
    credential = Credential.objects.create(
        kind=kind,
        source=source,
        holder=holder,
        number=number,
        valid_from=begins,
        valid_until=ends,
        status_list=status_list,
        status_index=_free_index(status_list),
        salt=secrets.token_hex(32),
        template_version=newest_version(kind=kind),
        **words,
    )
    audit.record(
        act="credentials.issue", by=by, subject=credential, became=credential.standing, why=source
    )
    jobs.enqueue(
        "credentials.sign", key=f"credentials.sign:{credential.pk}", credential_id=credential.pk
    )
    notices.send(
        kind="credentials.issued",
        to=holder,
        key=f"credentials.issued:{credential.pk}",
        context={
            "number": credential.number,
            "title_id": credential.title_id,
            "title_en": credential.title_en,
        },
    )
    return credential


def _beginning(day: date) -> datetime:
    if isinstance(day, datetime):
        return day
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _end(day: date) -> datetime:
    return day if isinstance(day, datetime) else _beginning(day + timedelta(days=1))


def _next_number(series: str) -> str:
    """The next of the series, without gaps: its row stays locked until the caller's commit."""
    NumberSeries.objects.get_or_create(name=series)
    row = NumberSeries.objects.select_for_update().get(name=series)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{row.last:05}"


def _open_list() -> StatusList:
    """A list, locked, that is less than half full."""
    open_lists = StatusList.objects.select_for_update().filter(used__lt=F("size") / 2)
    return open_lists.order_by("pk").first() or StatusList.objects.create()


def _free_index(status_list: StatusList) -> int:
    """An index drawn at random, so that it tells nothing of when or to whom it was given."""
    while True:
        index = secrets.randbelow(status_list.size)
        if not status_list.credentials.filter(status_index=index).exists():
            break
    StatusList.objects.filter(pk=status_list.pk).update(used=F("used") + 1)
    return index
