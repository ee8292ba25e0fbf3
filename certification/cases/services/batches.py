"""Deciding K on many of a sitting or a class: asked once, done line by line by jobs.

Each line is a job and a transaction of its own, so that a refusal, an error or a killed worker
touches that line alone. They are given to the queue a few at a time, so that a mark or a mail that
comes meanwhile does not wait for a thousand of them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone, translation

from certification.cases.errors import GroupChanged, NobodyToDecide, NotAnOfficer, ReasonsNeeded
from certification.cases.groups import Group
from certification.cases.models import BatchDecision, BatchLine, Decision
from certification.cases.services.deciding import decide
from certification.cases.services.gathering import gather
from stc.accounts.models import User
from stc.accounts.permissions import is_certification_officer
from stc.audit import services as audit
from stc.errors import DomainError
from stc.jobs import services as jobs
from stc.notices import services as notices

AT_ONCE = 10  # lines given to the queue together: about a second's work
QUIET = timedelta(minutes=2)  # without a line settled, the page says that the worker is awaited
State = BatchLine.State


@transaction.atomic
def ask_batch(*, group: Group, by: User, reasons: str, seen: str, token: UUID) -> BatchDecision:
    """Decide K on all of the group on whom this officer may, for the same reasons: one by one, by
    jobs that follow from here.

    ``seen`` is the ``Gathering.seen`` of the page from which it is asked: nobody is decided on whom
    it did not show. The same ``token`` again is the first batch. Raises ``NotAnOfficer``,
    ``ReasonsNeeded``, ``NobodyToDecide``, ``GroupChanged``.
    """
    reasons = reasons.strip()
    if not is_certification_officer(by):  # has_perm lets superusers pass; this binds them too
        raise NotAnOfficer
    if not reasons:
        raise ReasonsNeeded
    # The row first: of two clicks at once the second waits here, and finds the first one's.
    batch, made = BatchDecision.objects.get_or_create(
        decided_by=by, token=token, defaults={**group.of, "reasons": reasons}
    )
    if not made:
        return batch
    gathered = gather(group=group, by=by)
    if gathered.seen != seen:
        raise GroupChanged
    if not gathered.inside:
        raise NobodyToDecide
    # A case that came to wait in another batch between our look and our word is passed over.
    BatchLine.objects.bulk_create(
        [BatchLine(batch=batch, case=case) for case in gathered.inside], ignore_conflicts=True
    )
    if batch.lines.count() != len(gathered.inside):
        raise GroupChanged
    audit.record(
        act="cases.ask_batch", by=by, subject=batch, became=len(gathered.inside), why=reasons
    )
    jobs.enqueue("cases.feed_batch", batch_id=batch.pk, after=0)
    return batch


@transaction.atomic
def feed_batch(*, batch_id: int, after: int) -> None:
    """Give the queue the next lines after this one, and then itself again."""
    lines = BatchLine.objects.filter(batch=batch_id, state=State.WAITING, pk__gt=after)
    next_ones = list(lines.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for line_id in next_ones:
        jobs.enqueue("cases.decide_line", line_id=line_id)
    if len(next_ones) == AT_ONCE:
        jobs.enqueue("cases.feed_batch", batch_id=batch_id, after=next_ones[-1])


@transaction.atomic
def decide_line(*, line_id: int) -> BatchLine:
    """Decide one line as its officer would by hand now, or note why that is refused.

    A second call changes nothing. What is no refusal (the database, the issuing) is raised: the
    line goes on waiting.
    """
    lines = BatchLine.objects.select_for_update(of=("self",)).select_related("batch__decided_by")
    line = lines.get(pk=line_id)
    if line.state != State.WAITING:
        return line
    batch = line.batch
    with translation.override(batch.decided_by.language):  # who will read why
        try:
            decide(
                case_id=line.case_id,
                by=batch.decided_by,
                outcome=Decision.Outcome.COMPETENT,
                reasons=batch.reasons,
            )
        except DomainError as refusal:
            line.refuse(why=str(refusal), at=timezone.now())
        else:
            line.settle(at=timezone.now())
    line.save(update_fields=["state", "why", "settled_at"])
    _end_if_settled(batch.pk)
    return line


def _end_if_settled(batch_id: int) -> None:
    """Locked, so that of two last lines at once one sees the other."""
    batch = BatchDecision.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.ended_at is not None or batch.lines.filter(state=State.WAITING).exists():
        return
    batch.ended_at = timezone.now()
    batch.save(update_fields=["ended_at"])
    counts = batch.lines.aggregate(
        done=Count("pk", filter=Q(state=State.DONE)),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
    )
    notices.send(
        kind="cases.batch_ended",
        to=batch.decided_by,
        key=f"cases.batch_ended:{batch.pk}",
        context={"batch_id": batch.pk, "group": str(batch.group), **counts},
    )


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    waiting: int
    done: int
    refused: int
    asked_at: datetime
    last_at: datetime | None

    @property
    def settled(self) -> int:
        return self.done + self.refused

    @property
    def all(self) -> int:
        return self.settled + self.waiting

    @property
    def is_quiet(self) -> bool:
        """Nothing came of it for a while: no worker runs, or a line keeps failing."""
        return bool(self.waiting) and timezone.now() - (self.last_at or self.asked_at) > QUIET

    @property
    def minutes_left(self) -> int | None:
        """At the pace so far, rounded up; None where there is no pace yet, or nothing left."""
        if not self.waiting or not self.settled or self.is_quiet:
            return None
        pace = (timezone.now() - self.asked_at) / self.settled
        return max(1, ceil(self.waiting * pace / timedelta(minutes=1)))


def progress(batch: BatchDecision) -> Progress:
    counts = batch.lines.aggregate(
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        done=Count("pk", filter=Q(state=State.DONE)),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
        last_at=Max("settled_at"),
    )
    return Progress(**counts, asked_at=batch.asked_at)
