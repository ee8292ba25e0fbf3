"""Houses of their own for tests that kill: a database, processes, and what they left."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from django.conf import settings

WORK = ["manage.py", "work", "--skip-checks"]


class Processes:
    """Processes of one house, started and killed together; ``connect`` opens its database.

    ``commands`` are what Python is told, each one a process.
    """

    def __init__(
        self, folder: Path, *, commands: list[list[str]], connect: Callable, lease=3, **env: str
    ) -> None:
        self.log = folder / "log"
        self.commands = commands
        self.connect = connect
        self.running: list[subprocess.Popen] = []
        self.env = {
            **os.environ,
            "PYTHONPATH": str(settings.BASE_DIR),
            "ENV_FILE": os.devnull,
            "DEMO": "true",
            "DATA_DIR": str(folder),
            "JOB_LEASE_SECONDS": str(lease),
            **env,
        }

    def call(self, *argv: str) -> bytes:
        """Run Python to its end in this house; returns what it said."""
        done = subprocess.run(
            [sys.executable, *argv],
            env=self.env,
            cwd=settings.BASE_DIR,
            check=True,
            stdout=subprocess.PIPE,
        )
        return done.stdout

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.running = [
                subprocess.Popen(
                    [sys.executable, *command],
                    env=self.env,
                    cwd=settings.BASE_DIR,
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
                for command in self.commands
            ]

    def kill(self) -> None:
        """All at once, children too; nothing is told before."""
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        for process in self.running:
            process.wait()

    def ask(self, sql: str) -> list[tuple]:
        with self.connect() as connection:
            return connection.execute(sql).fetchall()

    def wait_until(self, done: Callable[[], bool], what: str, *, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, f"{what}: {self.log.read_text()[-3000:]}"
            time.sleep(0.05)


class House(Processes):
    """Jobs and what they stand on, and jobs whose effects can be counted."""

    def __init__(self, folder: Path, **told) -> None:
        self.seen = folder / "seen"
        surroundings = {
            "DJANGO_SETTINGS_MODULE": "tests.jobs.house",
            "EFFECTS_SEEN": str(self.seen),
            "CELERY_SKIP_CHECKS": "true",  # they ask for the whole house
        }
        super().__init__(folder, **surroundings, **told)
        self.call("manage.py", "migrate", "--run-syncdb", "-v", "0", "--skip-checks")

    def enqueue(self, name: str, numbers: range) -> None:
        code = (
            "import django; django.setup()\n"
            "from stc.jobs import services\n"
            f"for number in {numbers!r}: services.enqueue({name!r}, number=number)"
        )
        self.call("-c", code)

    def count(self, state: str) -> int:
        sql = f"SELECT count(*) FROM jobs_job WHERE name LIKE 'effects.%' AND state = '{state}'"  # noqa: S608
        return self.ask(sql)[0][0]

    def wait_for(self, state: str, count: int, *, seconds: float) -> None:
        self.wait_until(lambda: self.count(state) >= count, f"{count} {state}", seconds=seconds)


class Product(Processes):
    """Two workers of the whole product on this database, which has all its tables."""

    def __init__(self, folder: Path, url: str, **told) -> None:
        file = url.removeprefix("sqlite:///")
        super().__init__(
            folder,
            commands=[WORK, WORK],
            connect=(lambda: closing(sqlite3.connect(file, timeout=20)))
            if file != url
            else lambda: psycopg.connect(url),
            lease=1,
            DJANGO_SETTINGS_MODULE="stc.settings",
            DATABASE_URL=url,
            CELERY_BROKER_URL="",
            **told,
        )

    @property
    def is_sqlite(self) -> bool:
        return self.env["DATABASE_URL"].startswith("sqlite:")
