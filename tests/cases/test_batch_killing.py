"""Every worker is killed, again and again, while a sitting is decided on at once: each case has one
decision, one certificate, one serial, and the one that is refused has none.
"""

import json
import random
import time
from collections import Counter

import pytest

from tests.jobs.processes import Product

CASES = 30
KILLS = 4
SEED = 20261125
pytestmark = pytest.mark.kill


class Office:
    """A house on a database of its own, in which a sitting waits to be decided on."""

    def __init__(self, house: Product) -> None:
        self.house = house
        self.asked = json.loads(self.house.call("-m", "tests.cases.hall", str(CASES)))

    def count(self, state: str) -> int:
        sql = f"SELECT count(*) FROM cases_batchline WHERE state = '{state}'"  # noqa: S608
        return self.house.ask(sql)[0][0]

    def settled(self) -> int:
        return self.count("done") + self.count("refused")

    def wait_for(self, settled: int) -> None:
        self.house.wait_until(lambda: self.settled() >= settled, f"{settled} settled", seconds=120)


def test_killing_every_worker_decides_and_issues_once_and_loses_nobody(product):
    office, dice = Office(product), random.Random(SEED)

    office.house.start()
    for part in range(KILLS):
        office.wait_for(1 + part * CASES // (KILLS + 1))
        time.sleep(dice.uniform(0, 0.05))
        assert office.settled() < CASES, "all was done before the kill"
        office.house.kill()
        office.house.start()
    office.wait_for(CASES)

    ask, cases = office.house.ask, office.asked["cases"]
    competent = [case for case in cases if case != office.asked["refused"]]
    assert (office.count("done"), office.count("refused")) == (CASES - 1, 1)
    decided = ask("SELECT case_id, outcome FROM cases_decision")
    assert sorted(decided) == [(case, "K") for case in competent]
    issued = ask("SELECT source, serial, number FROM credentials_credential")
    assert Counter(source for source, _serial, _number in issued) == Counter(
        f"cases.case:{case}" for case in competent
    )
    assert len({serial for _source, serial, _number in issued}) == len(competent)
    places = sorted(int(number.rpartition("-")[2]) for _source, _serial, number in issued)
    assert places == list(range(1, CASES))
    trail = ask(
        "SELECT act FROM audit_auditentry WHERE act IN ('cases.decide','credentials.issue')"
    )
    once = {"cases.decide": CASES - 1, "credentials.issue": CASES - 1}
    assert Counter(act for (act,) in trail) == once
    told = ask("SELECT count(*) FROM notices_notice WHERE kind = 'cases.batch_ended'")
    assert told == [(1,)]
    tried = ask("SELECT attempts FROM jobs_job WHERE name LIKE 'cases.%'")
    assert sum(times for (times,) in tried) > len(tried), "no kill fell into a line"
