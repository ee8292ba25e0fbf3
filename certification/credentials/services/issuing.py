"""Issuing: the snapshot is frozen in the caller's transaction; the code and the paper follow."""

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

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

SIGNED_AT_ONCE = 250
DRAWN_AT_ONCE = 1000
_DICE = secrets.SystemRandom()


@dataclass(frozen=True)
class Grant:
    """One credential that is due: to whom, after which act of the owner's (``case:42``), in which
    words, from which day to which.

    Days are whole days of the body's own zone, ``valid_until`` included; a datetime is taken as it
    is, its end past the last moment.
    """

    source: str
    holder: User
    snapshot: Snapshot
    valid_from: date
    valid_until: date

    @property
    def series(self) -> str:
        return f"{self.snapshot.number_prefix}-{self.snapshot.decided_on.year}"


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

    Signing and the paper follow by a job. Raises ``NotPrintable`` for words that the paper could
    not show.
    """
    grant = Grant(source, holder, snapshot, valid_from, valid_until)
    (credential,) = issue_batch(kind=kind, grants=[grant], by=by)
    return credential


@transaction.atomic
def issue_batch(*, kind: str, grants: Sequence[Grant], by: User | None) -> list[Credential]:
    """Issue each of some thousand grants once, all or none; the credentials in the same order.

    Raises ``NotPrintable``.
    """
    if not kinds.is_known(kind):
        raise LookupError(f"no kind of credential is named {kind}")
    # The holders' rows first: two workers with one decision come one after the other.
    holders = {grant.holder.pk for grant in grants}
    list(User.objects.select_for_update().filter(pk__in=holders).order_by("pk").values_list("pk"))
    sources = {grant.source for grant in grants}
    there = Credential.objects.filter(kind=kind, source__in=sources)
    known = {credential.source: credential for credential in there}
    new = {grant.source: grant for grant in reversed(grants) if grant.source not in known}
    if new:
        due = [grant for grant in grants if new.get(grant.source) is grant]
        known |= {made.source: made for made in _make(kind, due, by)}
    return [known[grant.source] for grant in grants]


def _make(kind: str, grants: Sequence[Grant], by: User | None) -> list[Credential]:
    """What is frozen of each, its line in the trail, its notice; and the job that signs."""
    frozen = [grant.snapshot.frozen() for grant in grants]
    texts = (text for words in frozen for text in words.values() if isinstance(text, str))
    refuse_unprintable(dict.fromkeys(texts))
    look = newest_version(kind=kind)
    numbers, places = _next_numbers(grants), _free_places(len(grants))
    made = Credential.objects.bulk_create(
        Credential(
            kind=kind,
            source=grant.source,
            holder=grant.holder,
            number=number,
            valid_from=_beginning(grant.valid_from),
            valid_until=_end(grant.valid_until),
            status_list=status_list,
            status_index=index,
            salt=secrets.token_hex(32),
            template_version=look,
            **words,
        )
        for grant, words, number, (status_list, index) in zip(
            grants, frozen, numbers, places, strict=True
        )
    )
    audit.record_all(
        audit.line(
            act="credentials.issue", by=by, subject=each, became=each.standing, why=each.source
        )
        for each in made
    )
    _have_signed(made)
    notices.send_all(
        kind="credentials.issued",
        words=[
            notices.Word(
                each.holder,
                f"credentials.issued:{each.pk}",
                {"number": each.number, "title_id": each.title_id, "title_en": each.title_en},
            )
            for each in made
        ],
    )
    return made


def _have_signed(made: Sequence[Credential]) -> None:
    """A job for each few hundred: what is signed together is kept together, in one transaction."""
    ids = [each.pk for each in made]
    for first in range(0, len(ids), SIGNED_AT_ONCE):
        some = ids[first : first + SIGNED_AT_ONCE]
        if len(some) == 1:
            jobs.enqueue(
                "credentials.sign", key=f"credentials.sign:{some[0]}", credential_id=some[0]
            )
        else:
            jobs.enqueue("credentials.sign_batch", credential_ids=some)


def _beginning(day: date) -> datetime:
    if isinstance(day, datetime):
        return day
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _end(day: date) -> datetime:
    return day if isinstance(day, datetime) else _beginning(day + timedelta(days=1))


def _next_numbers(grants: Sequence[Grant]) -> list[str]:
    """A number for each, in order and without gaps: the series' row stays locked until the commit.

    Series by their names: two batches lock them in the same order.
    """
    given: dict[str, Iterator[int]] = {}
    for series, wanted in sorted(Counter(grant.series for grant in grants).items()):
        NumberSeries.objects.get_or_create(name=series)
        row = NumberSeries.objects.select_for_update().get(name=series)
        given[series] = count(row.last + 1)
        row.last += wanted
        row.save(update_fields=["last"])
    return [f"{grant.series}-{next(given[grant.series]):05}" for grant in grants]


def _free_places(wanted: int) -> list[tuple[StatusList, int]]:
    """That many (list, index): lists fill up to half, one after the other."""
    places: list[tuple[StatusList, int]] = []
    while len(places) < wanted:
        status_list = _open_list()
        room = status_list.size // 2 - status_list.used
        indices = _free_indices(status_list, min(room, wanted - len(places)))
        places += [(status_list, index) for index in indices]
    return places


def _open_list() -> StatusList:
    """A list, locked, that is less than half full."""
    open_lists = StatusList.objects.select_for_update().filter(used__lt=F("size") / 2)
    return open_lists.order_by("pk").first() or StatusList.objects.create()


def _free_indices(status_list: StatusList, wanted: int) -> list[int]:
    """Indices drawn at random, so that they tell nothing of when or to whom they were given."""
    free: list[int] = []
    while len(free) < wanted:
        drawn = _DICE.sample(range(status_list.size), min(wanted - len(free), DRAWN_AT_ONCE))
        held = status_list.credentials.filter(status_index__in=drawn)
        taken = {*free, *held.values_list("status_index", flat=True)}
        free += [index for index in drawn if index not in taken]
    StatusList.objects.filter(pk=status_list.pk).update(used=F("used") + wanted)
    return free
