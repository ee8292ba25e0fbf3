"""Runs one job: the same for a worker that polls the table and for Celery."""

import traceback

import structlog
from django.conf import settings

from stc.errors import DomainError
from stc.jobs import leases, registry
from stc.jobs.models import Job

log = structlog.get_logger(__name__)


def describe(error: Exception) -> str:
    """Kind of error and the way to it through our files: never its text, which may name people."""
    kind = type(error).__qualname__
    if isinstance(error, DomainError):
        kind = f"{kind} ({error.code})"
    root = f"{settings.BASE_DIR}/"
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return "\n".join(
        [kind, *(f"{f.filename.removeprefix(root)}:{f.lineno} {f.name}" for f in frames)]
    )


def run(job_id: int) -> bool:
    """Run the job if it is due and free; True where this call took it.

    The handler runs outside any transaction. What it raises is answered here, whatever it is:
    tried again later, and parked after its last attempt or at once where a rule refuses.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        return False
    kind = registry.find(job.name)
    if job.state == Job.State.RUNNING and job.attempts >= kind.attempts:
        leases.park_abandoned(job)
        return False
    lease = leases.take(job)
    if lease is None:
        return False
    with leases.carrying(lease), leases.renewing(lease, longest=kind.longest):
        _answer(job, kind, lease)
    return True


def _answer(job: Job, kind: registry.Kind, lease: leases.Lease) -> None:
    about = {"job": job.pk, "name": job.name, "attempt": lease.attempt}
    try:
        kind.run(**job.args)
        if not lease.completed:
            lease.finish()
    except leases.LeaseLost:
        log.warning("job_lease_lost", **about)
    except Exception as error:
        story = describe(error)
        log.warning("job_failed", **about, error=story)
        if isinstance(error, DomainError) or lease.attempt >= kind.attempts:
            lease.park(error=story)
        else:
            lease.give_back(error=story)
