"""Web server and worker are killed, again and again, while a hall of candidates answers: what was
acknowledged is there as it was sent, and nothing else is.
"""

import json
import random
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest

from stc.supervisor import web_command
from tests.exams.hall import Answer, Candidate
from tests.jobs import databases
from tests.jobs.processes import WORK, Processes
from tests.servers import free_port

CANDIDATES = 40
KILLS = 5
ANSWERS_BETWEEN = 150  # acknowledged ones, from one kill to the next
SEED = 20261125
pytestmark = pytest.mark.kill


class Hall:
    """A house on a database of its own, and the candidates that sit in it."""

    def __init__(self, folder, url: str, connect) -> None:
        port = free_port()
        _python, *web = web_command(f"127.0.0.1:{port}")
        self.house = Processes(
            folder,
            commands=[web, WORK],
            connect=connect,
            lease=1,
            DJANGO_SETTINGS_MODULE="stc.settings",
            DATABASE_URL=url,
            CELERY_BROKER_URL="",
            BASE_URL=f"http://127.0.0.1:{port}",
        )
        self.house.call("manage.py", "collectstatic", "--noinput", "-v", "0", "--skip-checks")
        seated = json.loads(self.house.call("-m", "tests.exams.hall", str(CANDIDATES)))
        self.candidates = [
            Candidate(**told, port=port, seed=SEED + n) for n, told in enumerate(seated)
        ]

    def acknowledged(self) -> int:
        return sum(len(candidate.acknowledged) for candidate in self.candidates)

    def wait_until_marked(self) -> None:
        """All whose hand-in is acknowledged by now."""
        done = sum(candidate.handed_in is not None for candidate in self.candidates)
        self.house.wait_until(
            lambda: self.house.ask("SELECT count(*) FROM exams_result")[0][0] >= done,
            f"{done} marked",
            seconds=60,
        )

    def wait_until_answered(self) -> None:
        wanted = self.acknowledged() + ANSWERS_BETWEEN
        self.house.wait_until(
            lambda: self.acknowledged() >= wanted, f"{wanted} acknowledged", seconds=60
        )

    def stored(self) -> list[tuple[int, Answer]]:
        rows = self.house.ask(
            "SELECT attempt_id, segment, counter, position, option FROM exams_response"
            " WHERE NOT late ORDER BY id"
        )
        return [(attempt, Answer(*answer)) for attempt, *answer in rows]


@pytest.fixture
def sqlite(tmp_path):
    with databases.migrated_file(tmp_path) as url:
        file = url.removeprefix("sqlite:///")
        hall = Hall(tmp_path, url, lambda: closing(sqlite3.connect(file, timeout=20)))
        yield hall
        hall.house.kill()


@pytest.fixture
def postgresql(tmp_path, postgresql_url):
    with databases.migrated(postgresql_url, tmp_path) as url:
        hall = Hall(tmp_path, url, lambda: psycopg.connect(url))
        yield hall
        hall.house.kill()


@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)]
)
def test_killing_the_house_loses_no_acknowledged_answer_and_adds_none(engine, request):
    hall = request.getfixturevalue(engine)

    _sit_while_killing(hall)

    stored = hall.stored()
    _assert_what_was_said_is_there(hall, stored)
    _assert_the_rest_is_acknowledged_if_it_is_there(hall, stored)
    assert hall.stored() == stored
    _assert_each_is_handed_in_and_marked_once(hall, stored)


def _sit_while_killing(hall: Hall) -> None:
    dice = random.Random(SEED)
    hall.house.start()
    with ThreadPoolExecutor(CANDIDATES) as pool:
        sitting = [pool.submit(candidate.sit) for candidate in hall.candidates]
        try:
            for turn in range(KILLS):
                hall.wait_until_answered()
                hall.wait_until_marked()
                _let_hand_in(hall.candidates[turn :: KILLS + 1])
                time.sleep(dice.uniform(0, 0.2))
                hall.house.kill()
                hall.house.start()
            hall.wait_until_answered()
        finally:
            _let_hand_in(hall.candidates)
        for each in sitting:
            each.result()
    hall.wait_until_marked()


def _let_hand_in(candidates: list[Candidate]) -> None:
    for candidate in candidates:
        candidate.may_hand_in.set()


def _assert_what_was_said_is_there(hall: Hall, stored: list[tuple[int, Answer]]) -> None:
    kept = [(c.attempt, answer) for c in hall.candidates for answer in c.acknowledged]
    perhaps = [(c.attempt, answer) for c in hall.candidates for answer in c.left_behind]
    assert max(Counter(stored).values()) == 1
    assert set(kept) - set(stored) == set()
    assert set(stored) - set(kept) - set(perhaps) == set()
    assert all(
        said["saved"] and not said["late"]
        for candidate in hall.candidates
        for said in candidate.acknowledged.values()
    )
    assert sum(candidate.broken for candidate in hall.candidates) >= KILLS, "kills hit no request"


def _assert_the_rest_is_acknowledged_if_it_is_there(hall, stored) -> None:
    for candidate in hall.candidates:
        for answer, ticket in candidate.left_behind.items():
            first, second = (candidate.send(ticket, answer) for _ in range(2))
            if (candidate.attempt, answer) in stored:
                assert (first[0], first[1]["saved"], first[1]["late"]) == (200, True, False)
            else:
                assert (first[0], first[1]["code"]) == (409, "handed_in")
            assert second == first


def _assert_each_is_handed_in_and_marked_once(hall: Hall, stored) -> None:
    ask = hall.house.ask
    closed = {pk: _seconds(at) for pk, at in ask("SELECT id, handed_in_at FROM exams_attempt")}
    for candidate in hall.candidates:
        sent, acknowledged = candidate.handed_in
        assert sent <= closed[candidate.attempt] <= acknowledged
    results = ask('SELECT attempt_id, "right", out_of FROM exams_result')
    assert sorted(results) == sorted((c.attempt, _right(c, stored), 20) for c in hall.candidates)
    once = {"exams.hand_in": CANDIDATES, "exams.mark": CANDIDATES}
    acts = ask("SELECT act FROM audit_auditentry WHERE act IN ('exams.hand_in', 'exams.mark')")
    assert Counter(act for (act,) in acts) == once
    jobs = ask("SELECT state FROM jobs_job WHERE name = 'exams.mark_attempt'")
    assert Counter(state for (state,) in jobs) == {"done": CANDIDATES}


def _seconds(told) -> float:
    """SQLite tells a moment as text, in UTC."""
    at = datetime.fromisoformat(str(told))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _right(candidate: Candidate, stored: list[tuple[int, Answer]]) -> int:
    """How many items are right, by the last word that is stored on each."""
    mine = [answer for attempt, answer in stored if attempt == candidate.attempt]
    mine.sort(key=lambda answer: (answer.segment, answer.counter))
    last = {str(answer.position): answer.option for answer in mine}
    return sum(last.get(position) == place for position, place in candidate.right.items())
