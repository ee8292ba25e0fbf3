"""Every worker is killed, again and again, while credentials are signed and drawn: each has one
code and one paper, whole, and none lies beside it.
"""

import hashlib
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.credentials import independent

pytestmark = pytest.mark.kill
CREDENTIALS, KILLS = 40, 4


@pytest.fixture
def house(product):
    """A house with its keys, in which nobody works yet."""
    product.call("manage.py", "keys", "ceremony")
    product.call("manage.py", "document_key", "--make")
    return product


def issue(house, number: int) -> None:
    house.call("-m", "tests.credentials.hall", str(number))


def count(house, table: str) -> int:
    return house.ask(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608


def wait_for(house, number: int, table: str) -> None:
    what = f"{number} in {table}"
    house.wait_until(lambda: count(house, table) >= number, what, seconds=120)


def settled(house) -> None:
    """Until nothing is waiting that is due."""
    left = "SELECT count(*) FROM jobs_job WHERE name LIKE 'credentials.%' AND state <> 'done'"
    house.wait_until(lambda: house.ask(left) == [(0,)], "all done", seconds=120)


def tried(house, name: str) -> list[int]:
    return [n for (n,) in house.ask(f"SELECT attempts FROM jobs_job WHERE name = '{name}'")]  # noqa: S608


def wrong_codes(house) -> list[str]:
    """Serials whose code another reader does not find signed, or finds to be of another."""
    rows = house.ask("SELECT kid, public FROM credentials_signingkey WHERE purpose = 'issuing'")
    keys = {bytes.fromhex(kid): bytes.fromhex(public) for kid, public in rows}
    codes = house.ask(
        "SELECT c.serial, c.status_index, s.code FROM credentials_credential c "
        "JOIN credentials_signature s ON s.credential_id = c.id"
    )
    return [
        serial
        for serial, index, code in codes
        if (told := independent.opened(bytes(code), keys)) is None or told[-65537][4] != index
    ]


def files(house) -> dict[str, str]:
    """Every paper in the house's folder, by the hash of what it holds."""
    folder = Path(house.env["DATA_DIR"]) / "private" / "credentials"
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}


def test_killed_again_and_again_each_has_one_code_and_one_paper(house):
    issue(house, CREDENTIALS)

    house.start()
    for table in ("credentials_signature", "credentials_document"):
        for part in range(1, KILLS + 1):
            wait_for(house, part * CREDENTIALS // (KILLS + 2), table)
            house.kill()
            house.start()
    wait_for(house, CREDENTIALS, "credentials_document")
    settled(house)

    assert count(house, "credentials_signature") == CREDENTIALS
    assert wrong_codes(house) == []
    told = house.ask("SELECT file, sha256 FROM credentials_document")
    assert files(house) == {Path(name).name: sha256 for name, sha256 in told}
    assert len(told) == CREDENTIALS
    for name in ("credentials.sign", "credentials.render_pdf"):
        times = tried(house, name)
        assert len(times) == CREDENTIALS
        assert sum(times) > CREDENTIALS, f"no kill fell into {name}"
    (versions,) = house.ask("SELECT version, published_version FROM credentials_statuslist")
    assert versions[0] == versions[1]
    sequences = [n for (n,) in house.ask("SELECT sequence FROM credentials_trustfile")]
    assert Counter(sequences) == Counter(range(1, len(sequences) + 1))


# --- exactly between -----------------------------------------------------------------------------

SLOW = {
    "sqlite": [
        """
        CREATE TRIGGER slow BEFORE INSERT ON credentials_signature BEGIN
          SELECT count(*) FROM (
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
            SELECT i FROM n
          );
        END
        """
    ],
    "postgresql": [
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$",
        "CREATE TRIGGER slow BEFORE INSERT ON credentials_signature "
        "FOR EACH ROW EXECUTE FUNCTION slow()",
    ],
}
FAST = {
    "sqlite": ["DROP TRIGGER slow"],
    "postgresql": [
        # What the killed workers left behind sleeps on.
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
        "DROP TRIGGER slow ON credentials_signature",
    ],
}


def tell(house, statements: dict[str, list[str]]) -> None:
    with house.connect() as connection:
        for statement in statements["sqlite" if house.is_sqlite else "postgresql"]:
            connection.execute(statement)
        connection.commit()


def is_storing(house) -> bool:
    """Whether a worker has signed, and its writing is under way."""
    if not house.is_sqlite:
        asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        return house.ask(asleep)[0][0] > 0
    file = house.env["DATABASE_URL"].removeprefix("sqlite:///")
    for _ in range(20):  # a lock that holds for a second is no ordinary write
        try:
            with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
        except sqlite3.OperationalError:
            time.sleep(0.05)
        else:
            return False
    return True


def test_killed_between_signing_and_storing_it_is_signed_again_and_once(house):
    issue(house, 1)
    before = house.ask("SELECT serial, number, salt FROM credentials_credential")
    tell(house, SLOW)
    house.start()
    house.wait_until(lambda: is_storing(house), "a code being stored", seconds=60)

    house.kill()
    tell(house, FAST)
    assert count(house, "credentials_signature") == 0
    house.start()
    wait_for(house, 1, "credentials_document")

    assert tried(house, "credentials.sign") == [2]
    assert count(house, "credentials_signature") == 1
    assert wrong_codes(house) == []
    assert house.ask("SELECT serial, number, salt FROM credentials_credential") == before
