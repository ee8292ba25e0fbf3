import gc
import os
import signal
import threading

from django.core.management.base import BaseCommand

from stc.jobs import worker


class Command(BaseCommand):
    """Run durable jobs until SIGTERM or Ctrl-C: the worker of a house without a broker."""

    help = "Run durable jobs until told to stop."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--queue", action="append", default=[], help="Default: all queues.")
        parser.add_argument("--concurrency", type=int, default=2, help="Jobs run side by side.")
        parser.add_argument(
            "--nice",
            type=int,
            default=10,
            help="How far behind the processes of pages: what somebody waits for goes first.",
        )
        parser.add_argument(
            "--grace", type=float, default=20, help="Seconds that running jobs have at the end."
        )

    def handle(
        self, *, queue: list[str], concurrency: int, grace: float, nice: int, **_: object
    ) -> None:
        os.nice(nice)
        gc.freeze()  # what is loaded stays: no collection need look through it again
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        worker.work(stop=stop, queues=queue, concurrency=concurrency, grace=grace)
