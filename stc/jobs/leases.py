"""Who holds a job now. Each move is an UPDATE that names the lease it was made under.

A worker that was slow, stopped or cut off finds its token gone: what it computed is dropped. So
clocks that disagree between machines cost work done twice, never an effect had twice.
"""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from stc.jobs.models import Job

log = structlog.get_logger(__name__)
_FREE = {"lease_token": None, "lease_until": None}


class LeaseLost(Exception):
    """Another worker took the job: nothing of this run may be kept."""


@dataclass
class Lease:
    """One worker's hold on a job; ``completed`` once its writes are kept."""

    job_id: int
    token: UUID
    attempt: int
    completed: bool = False

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, lease_token=self.token)

    def renew(self) -> bool:
        return bool(self._held().update(lease_until=timezone.now() + length()))

    def finish(self) -> bool:
        """Mark the job done; False where the lease is lost."""
        done = {"state": Job.State.DONE, "done_at": timezone.now(), "last_error": ""}
        return bool(self._held().update(**done, **_FREE))

    def give_back(self, *, error: str) -> None:
        """It failed: wait longer each time, then let anyone try again."""
        at = timezone.now() + backoff(self.attempt)
        waiting = {"state": Job.State.WAITING, "run_at": at, "send_at": at, "last_error": error}
        self._held().update(**waiting, **_FREE)

    def park(self, *, error: str) -> None:
        """Leave it to an operator."""
        self._held().update(state=Job.State.PARKED, last_error=error, **_FREE)


_current: ContextVar[Lease | None] = ContextVar("lease", default=None)


def length() -> timedelta:
    """How long a lease holds, and how long a message may be under way."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def backoff(attempt: int) -> timedelta:
    """10 s, doubled with each attempt up to an hour, give or take a third (no stampede)."""
    seconds = min(10 * 2 ** (attempt - 1), 3600)
    return timedelta(seconds=seconds * random.uniform(0.67, 1.33))  # noqa: S311


def take(job: Job) -> Lease | None:
    """Take a due job as it was read, or None where another was first."""
    now, token = timezone.now(), uuid4()
    running = {"state": Job.State.RUNNING, "started_at": now, "send_at": now}
    taken = (
        Job.objects.due(now)
        .filter(pk=job.pk, attempts=job.attempts)
        .update(
            lease_token=token, lease_until=now + length(), attempts=F("attempts") + 1, **running
        )
    )
    return Lease(job.pk, token, job.attempts + 1) if taken else None


def park_abandoned(job: Job) -> None:
    """Park a job whose workers died in it too often: it may be what kills them."""
    left = Job.objects.due(timezone.now()).filter(pk=job.pk, lease_token=job.lease_token)
    left.update(state=Job.State.PARKED, last_error="worker died, lease ran out", **_FREE)


@contextmanager
def completing() -> Iterator[None]:
    """The transaction that holds a job's writes and its mark done: both are kept, or neither.

    Once in a run. Raises LeaseLost where another worker took the job. Outside a job, as in a test
    of the handler, it is a plain transaction.
    """
    lease = _current.get()
    if lease is None:
        with transaction.atomic():
            yield
        return
    if lease.completed:
        raise RuntimeError("a job completes once: put all its writes into one block")
    with transaction.atomic():
        # First, not last: the row stays locked, so nobody takes the job while this writes.
        if not lease.finish():
            raise LeaseLost(lease.job_id)
        yield
    lease.completed = True


@contextmanager
def carrying(lease: Lease) -> Iterator[None]:
    """What runs in here is the job that the lease is of: ``completing`` knows it."""
    before = _current.set(lease)
    try:
        yield
    finally:
        _current.reset(before)


@contextmanager
def renewing(lease: Lease, *, longest: timedelta) -> Iterator[None]:
    """Renew the lease beside the work, for at most ``longest``: who hangs loses it then."""
    stop = threading.Event()

    def keep() -> None:
        end = time.monotonic() + longest.total_seconds()
        while not stop.wait(length().total_seconds() / 3) and time.monotonic() < end:
            try:
                if not lease.renew():
                    break
            except DatabaseError:
                log.warning("lease_not_renewed", job=lease.job_id)
        connection.close()

    keeper = threading.Thread(target=keep, name=f"lease-{lease.job_id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()
