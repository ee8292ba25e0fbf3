"""What Celery calls, and the jobs of this app itself."""

from datetime import timedelta

from celery import shared_task

from stc.jobs import executor, services
from stc.jobs.registry import every, job


@shared_task(name="stc.jobs.run")
def run(job_id: int) -> None:
    executor.run(job_id)


@shared_task(name="stc.jobs.tick")
def tick() -> None:
    services.tick()


@job("jobs.prune")
def prune() -> None:
    services.prune()


every("jobs.prune", timedelta(days=1))
