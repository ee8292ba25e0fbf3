"""What others may ask of durable work: to enqueue it, to complete it, to try it again."""

import time
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

import celery
import structlog
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from stc.audit import services as audit
from stc.jobs import registry
from stc.jobs.leases import LeaseLost, completing, length
from stc.jobs.models import Job

__all__ = [
    "LeaseLost",
    "about",
    "completing",
    "enqueue",
    "enqueue_each",
    "prune",
    "retry_all",
    "retry_job",
    "tick",
    "unfinished",
]
log = structlog.get_logger(__name__)

_SENT_PER_TICK = 1000
_RETRIED_AT_ONCE = 500
_broker_rests_until = 0.0


@transaction.atomic
def enqueue(
    name: str, /, *, key: str | None = None, run_at: datetime | None = None, **ids: object
) -> Job:
    """Write a job in the caller's transaction; a name's ``key`` asked for twice is one row.

    With a broker the id is sent once the transaction commits. A broker that is down or loses it
    changes nothing but the delay: the tick sends it again.
    """
    if not registry.is_known(name):
        raise LookupError(f"no job is named {name}")
    now = timezone.now()
    later = run_at is not None and run_at > now
    values = {
        "args": ids,
        "queue": registry.find(name).queue,
        "run_at": run_at or now,
        "send_at": run_at if later else now + length(),
    }
    if key:
        job, created = Job.objects.get_or_create(name=name, key=key, defaults=values)
    else:
        job, created = Job.objects.create(name=name, **values), True
    if created and not later and settings.CELERY_BROKER_URL:
        transaction.on_commit(lambda: _send(job.pk, job.queue), robust=True)
    return job


@transaction.atomic
def enqueue_each(name: str, /, asked: Mapping[str, Mapping[str, object]]) -> None:
    """Write a job for each key, to run now, in few statements; a key asked for before stays."""
    if not registry.is_known(name):
        raise LookupError(f"no job is named {name}")
    now, queue = timezone.now(), registry.find(name).queue
    when = {"run_at": now, "send_at": now + length()}
    rows = [Job(name=name, key=key, args=ids, queue=queue, **when) for key, ids in asked.items()]
    Job.objects.bulk_create(rows, ignore_conflicts=True)
    if settings.CELERY_BROKER_URL:
        transaction.on_commit(lambda: _send_each(name, list(asked), queue), robust=True)


def _send_each(name: str, keys: list[str], queue: str) -> None:
    waiting = Job.objects.filter(name=name, key__in=keys, state=Job.State.WAITING)
    for job_id in waiting.order_by("pk").values_list("pk", flat=True):
        if not _send(job_id, queue):
            break


def unfinished(name: str, *, keys: Iterable[str]) -> set[str]:
    """Those keys of a name whose work was asked for and is not done."""
    asked = Job.objects.filter(name=name, key__in=keys).exclude(state=Job.State.DONE)
    return set(asked.values_list("key", flat=True))


def about(*, keys: Mapping[str, Collection[str]], failing: Collection[str]) -> list[Job]:
    """Those of these keys by name, and those of other names that failed last time: they are tried
    again, or parked.
    """
    failed = Q(name__in=failing) & ~Q(state=Job.State.DONE) & ~Q(last_error="")
    asked = [Q(name=name, key__in=some) for name, some in keys.items()]
    return list(Job.objects.filter(reduce(or_, asked, failed)))


def _send(job_id: int, queue: str) -> bool:
    """Give the id to the broker; where that fails, leave it alone for a while (the tick sends)."""
    global _broker_rests_until  # noqa: PLW0603
    if time.monotonic() < _broker_rests_until:
        return False
    try:
        celery.current_app.send_task("stc.jobs.run", [job_id], queue=queue, retry=False)
    except OperationalError:
        _broker_rests_until = time.monotonic() + 10
        log.warning("broker_unreachable", job=job_id)
        return False
    return True


def tick() -> None:
    """What recurs: enqueue each period's work, and send the ids that the broker should have had."""
    now = timezone.now()
    for name, period in registry.periods.items():
        enqueue(name, key=str(int(now.timestamp() // period.total_seconds())))
    if not settings.CELERY_BROKER_URL:
        return
    waiting = Job.objects.due(now).filter(send_at__lte=now).order_by("send_at")[:_SENT_PER_TICK]
    for job in waiting.only("pk", "queue", "run_at"):
        if not _send(job.pk, job.queue):
            break
        # Twice as long each time: a long queue is not made longer by its own reminders.
        again = now + max(length(), now - job.run_at)
        Job.objects.filter(pk=job.pk, send_at__lte=now).update(send_at=again)


@transaction.atomic
def retry_job(*, job_id: int, by: models.Model) -> Job:
    """Let a parked job be tried anew. In any other state nothing changes."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state == Job.State.PARKED:
        _retry(job, by=by)
    return job


@transaction.atomic
def retry_all(*, name: str, by: models.Model) -> int:
    """Let the parked jobs of a name be tried anew, at most 500 at once; how many there were."""
    parked = Job.objects.select_for_update().filter(name=name, state=Job.State.PARKED)
    jobs = list(parked.order_by("pk")[:_RETRIED_AT_ONCE])
    for job in jobs:
        _retry(job, by=by)
    return len(jobs)


def _retry(job: Job, *, by: models.Model) -> None:
    """The error stays to be read until the job is done."""
    now, was = timezone.now(), job.state
    job.state, job.attempts, job.run_at, job.send_at = Job.State.WAITING, 0, now, now
    job.save(update_fields=["state", "attempts", "run_at", "send_at"])
    audit.record(act="jobs.retry", by=by, subject=job, was=was, became=job.state)


def prune() -> int:
    """Forget done jobs that are old; a periodic one not before its key can no longer recur."""
    ages = [timedelta(days=settings.JOB_KEPT_DAYS), *(2 * p for p in registry.periods.values())]
    return Job.objects.done_before(timezone.now(), age=max(ages)).delete()[0]
