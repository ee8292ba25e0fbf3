"""Workers are killed, all of them, again and again: no job is lost, no effect is had twice.

The window between a job's effect and its commit is widened, so that kills fall into it; a file
that no rollback takes back tells that they did.
"""

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing

import psycopg
import pytest

from tests.jobs import databases
from tests.jobs.processes import WORK, House

JOBS = 500
KILLS = 8
SEED = 20261124
pytestmark = pytest.mark.kill


@pytest.fixture
def embedded_house(tmp_path):
    """Make a house of the default kind: SQLite, and workers that poll it."""
    houses = []

    def make(*workers, lease=3):
        file = tmp_path / "stc.sqlite3"
        house = House(
            tmp_path,
            commands=list(workers),
            lease=lease,
            connect=lambda: closing(sqlite3.connect(file, timeout=20)),
            DATABASE_URL=f"sqlite:///{file}",
            CELERY_BROKER_URL="",
        )
        houses.append(house)
        return house

    yield make
    for house in houses:
        house.kill()


@pytest.fixture
def embedded(embedded_house):
    return embedded_house(WORK, WORK)


@pytest.fixture
def scaled(tmp_path, redis_url, postgresql_url):
    """At scale: PostgreSQL, Redis, two Celery workers, one of them with the beat."""
    worker = ["-m", "celery", "-A", "stc", "worker", "-c", "2", "--without-mingle"]
    worker += ["--without-gossip", "--without-heartbeat", "-n"]
    with databases.empty(postgresql_url) as url:
        house = House(
            tmp_path,
            commands=[[*worker, "one", "-B"], [*worker, "two"]],
            connect=lambda: psycopg.connect(url),
            DATABASE_URL=url,
            CELERY_BROKER_URL=redis_url,
        )
        yield house
        house.kill()


@pytest.mark.parametrize("engines", ["embedded", pytest.param("scaled", marks=pytest.mark.servers)])
def test_killing_every_worker_loses_no_job_and_repeats_no_effect(engines, request):
    house, dice = request.getfixturevalue(engines), random.Random(SEED)
    house.enqueue("effects.leave", range(JOBS))

    house.start()
    for _ in range(KILLS):
        house.wait_for("done", house.count("done") + dice.randint(15, 45), seconds=180)
        time.sleep(dice.uniform(0, 0.2))
        house.kill()
        house.start()
    house.wait_for("done", JOBS, seconds=240)

    effects = Counter(number for (number,) in house.ask("SELECT number FROM effects_effect"))
    assert effects == Counter(range(JOBS))
    begun = Counter(house.seen.read_text().splitlines())
    assert sum(begun.values()) - JOBS >= 2, "too few kills fell between an effect and its commit"


def test_workers_stand_behind_the_processes_that_people_wait_for(embedded_house):
    house = embedded_house(WORK)

    house.start()

    def behind() -> bool:
        return os.getpriority(os.PRIO_PROCESS, house.running[0].pid) == os.nice(0) + 10

    house.wait_until(behind, "ten behind", seconds=30)


def test_a_worker_that_is_asked_to_stop_ends_the_job_that_it_is_in(embedded_house):
    house = embedded_house(WORK)
    house.enqueue("effects.leave_slowly", range(1))
    house.start()
    house.wait_for("running", 1, seconds=120)

    house.running[0].send_signal(signal.SIGTERM)

    assert house.running[0].wait(25) == 0
    assert house.count("done") == 1


def test_a_worker_that_may_not_wait_leaves_its_job_to_another(embedded_house):
    house = embedded_house([*WORK, "--grace", "0"], lease=1)
    house.enqueue("effects.leave_slowly", range(1))
    house.start()
    house.wait_for("running", 1, seconds=120)

    house.running[0].send_signal(signal.SIGTERM)

    assert house.running[0].wait(20) == 0
    assert house.count("running") == 1
    house.start()
    house.wait_for("done", 1, seconds=120)
    assert house.ask("SELECT number FROM effects_effect") == [(0,)]


def test_a_job_longer_than_its_lease_is_not_taken_from_a_worker_that_lives(embedded_house):
    house = embedded_house(WORK, WORK, lease=1)
    house.enqueue("effects.leave_slowly", range(1))

    house.start()
    house.wait_for("done", 1, seconds=120)

    assert house.ask("SELECT attempts FROM jobs_job WHERE name = 'effects.leave_slowly'") == [(1,)]
