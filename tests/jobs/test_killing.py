"""Workers are killed, all of them, again and again: no job is lost, no effect is had twice.

The window between a job's effect and its commit is widened, so that kills fall into it; a file
that no rollback takes back tells that they did.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings

from tests import servers

JOBS = 500
KILLS = 8
SEED = 20261124
pytestmark = pytest.mark.kill

ENQUEUE = f"""
import django; django.setup()
from stc.jobs import services
for number in range({JOBS}):
    services.enqueue("effects.leave", number=number)
"""


class House:
    """A database, its workers' commands, and what they left."""

    def __init__(self, folder, *, workers, **env):
        self.seen = folder / "seen"
        self.workers = workers
        self.log = folder / "log"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jobs.house",
            "PYTHONPATH": str(settings.BASE_DIR),
            "DEMO": "true",
            "DATA_DIR": str(folder),
            "JOB_LEASE_SECONDS": "3",
            "EFFECTS_SEEN": str(self.seen),
            "CELERY_SKIP_CHECKS": "true",  # they ask for the whole house
            **env,
        }
        self.running = []

    def call(self, *argv):
        subprocess.run([sys.executable, *argv], env=self.env, cwd=settings.BASE_DIR, check=True)

    def start_workers(self):
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

    def kill_workers(self):
        for process in self.running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def ask(self, sql):
        with self.connect() as connection:
            return connection.execute(sql).fetchall()

    def done(self):
        done = "SELECT count(*) FROM jobs_job WHERE name = 'effects.leave' AND state = 'done'"
        return self.ask(done)[0][0]

    def wait_for(self, count, *, seconds):
        end = time.monotonic() + seconds
        while (done := self.done()) < count:
            assert time.monotonic() < end, f"{done} of {count} done: {self.log.read_text()[-3000:]}"
            time.sleep(0.05)


@pytest.fixture
def embedded(tmp_path):
    """The default: SQLite, and workers that poll it."""
    work = ["manage.py", "work", "--skip-checks"]
    file = tmp_path / "stc.sqlite3"
    house = House(
        tmp_path, workers=[work, work], DATABASE_URL=f"sqlite:///{file}", CELERY_BROKER_URL=""
    )

    @contextmanager
    def connect():
        connection = sqlite3.connect(file, timeout=20)
        yield connection
        connection.close()

    house.connect = connect
    yield house
    house.kill_workers()


@pytest.fixture
def scaled(tmp_path):
    """At scale: PostgreSQL, Redis, two Celery workers, one of them with the beat."""
    base = servers.url("postgresql")
    name = f"kill_{tmp_path.name}_{os.getpid()}".lower().replace("-", "_")
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    url = f"{base.rpartition('/')[0]}/{name}"
    broker = f"{servers.url('redis').rstrip('/')}/7"
    worker = ["-m", "celery", "-A", "stc", "worker", "-c", "2", "--without-mingle"]
    worker += ["--without-gossip", "--without-heartbeat", "-n"]
    house = House(
        tmp_path,
        workers=[[*worker, "one", "-B"], [*worker, "two"]],
        DATABASE_URL=url,
        CELERY_BROKER_URL=broker,
    )
    house.connect = lambda: psycopg.connect(url)
    yield house
    house.kill_workers()
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize("engines", ["embedded", pytest.param("scaled", marks=pytest.mark.servers)])
def test_killing_every_worker_loses_no_job_and_repeats_no_effect(engines, request):
    house, dice = request.getfixturevalue(engines), random.Random(SEED)
    house.call("manage.py", "migrate", "--run-syncdb", "-v", "0", "--skip-checks")
    house.call("-c", ENQUEUE)

    house.start_workers()
    for _ in range(KILLS):
        house.wait_for(house.done() + dice.randint(15, 45), seconds=60)
        time.sleep(dice.uniform(0, 0.2))
        house.kill_workers()
        house.start_workers()
    house.wait_for(JOBS, seconds=90)

    effects = Counter(number for (number,) in house.ask("SELECT number FROM effects_effect"))
    assert effects == Counter(range(JOBS))
    begun = Counter(house.seen.read_text().split("\n"))
    undone = sum(times - 1 for line, times in begun.items() if line.startswith("effect"))
    assert undone >= 2, "too few kills fell between an effect and its commit"
