"""A house of its own for tests that kill: a database, worker processes, and what they left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

WORK = ["manage.py", "work", "--skip-checks"]


class House:
    def __init__(
        self, folder: Path, *, workers: list[list[str]], connect: Callable, lease=3, **env: str
    ) -> None:
        self.seen = folder / "seen"
        self.log = folder / "log"
        self.workers = workers
        self.connect = connect
        self.running: list[subprocess.Popen] = []
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jobs.house",
            "PYTHONPATH": str(settings.BASE_DIR),
            "ENV_FILE": os.devnull,
            "DEMO": "true",
            "DATA_DIR": str(folder),
            "JOB_LEASE_SECONDS": str(lease),
            "EFFECTS_SEEN": str(self.seen),
            "CELERY_SKIP_CHECKS": "true",  # they ask for the whole house
            **env,
        }
        self.call("manage.py", "migrate", "--run-syncdb", "-v", "0", "--skip-checks")

    def call(self, *argv: str) -> None:
        subprocess.run([sys.executable, *argv], env=self.env, cwd=settings.BASE_DIR, check=True)

    def enqueue(self, name: str, numbers: range) -> None:
        code = (
            "import django; django.setup()\n"
            "from stc.jobs import services\n"
            f"for number in {numbers!r}: services.enqueue({name!r}, number=number)"
        )
        self.call("-c", code)

    def start_workers(self) -> None:
        with self.log.open("ab") as out:
            self.running = [
                subprocess.Popen(
                    [sys.executable, *worker],
                    env=self.env,
                    cwd=settings.BASE_DIR,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
                for worker in self.workers
            ]

    def kill_workers(self) -> None:
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def ask(self, sql: str) -> list[tuple]:
        with self.connect() as connection:
            return connection.execute(sql).fetchall()

    def count(self, state: str) -> int:
        sql = f"SELECT count(*) FROM jobs_job WHERE name LIKE 'effects.%' AND state = '{state}'"  # noqa: S608
        return self.ask(sql)[0][0]

    def wait_for(self, state: str, count: int, *, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (there := self.count(state)) < count:
            said = f"{there} of {count} {state}"
            assert time.monotonic() < end, f"{said}: {self.log.read_text()[-3000:]}"
            time.sleep(0.05)
