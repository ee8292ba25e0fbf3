"""The worker of an installation without a broker: it polls the table and ticks."""

import random
import threading
import time
from collections.abc import Collection

import structlog
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from stc.jobs import executor, services
from stc.jobs.models import Job

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.5
TICK_SECONDS = 10


def run_next(queues: Collection[str] = ()) -> bool:
    """Run the oldest due job of these queues (of all, without any); False where there is none."""
    due = Job.objects.due(timezone.now()).order_by("run_at", "pk")
    if queues:
        due = due.filter(queue__in=queues)
    return any(executor.run(job_id) for job_id in due.values_list("pk", flat=True)[:20])


def _poll(stop: threading.Event, queues: Collection[str]) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            busy = run_next(queues)
        except Error as error:
            log.warning("database_unreachable", error=type(error).__qualname__)
            busy = False
        if not busy:
            stop.wait(POLL_SECONDS * random.uniform(0.7, 1.3))  # noqa: S311
    connection.close()


def work(
    *, stop: threading.Event, queues: Collection[str] = (), concurrency: int = 2, grace: float = 20
) -> None:
    """Work until told to stop, then let running jobs end for ``grace`` seconds.

    A job that is not done by then is left: another worker takes it when its lease runs out.
    """
    threads = [
        threading.Thread(target=_poll, args=(stop, queues), daemon=True, name=f"worker-{n}")
        for n in range(concurrency)
    ]
    for thread in threads:
        thread.start()
    while not stop.is_set():
        close_old_connections()
        try:
            services.tick()
        except Error as error:
            log.warning("tick_failed", error=type(error).__qualname__)
        stop.wait(TICK_SECONDS)
    end = time.monotonic() + grace
    for thread in threads:
        thread.join(max(0, end - time.monotonic()))
