"""From one installation to another: SQLite to this run's engine and back, and kills on the way."""

import hashlib
import json
import random
import sqlite3
import time
import zipfile

import pytest
from django.db import connection

from stc.home import archive, backups, restores
from tests.backup.conftest import state
from tests.backup.elsewhere import Elsewhere

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.kill]


@pytest.fixture
def elsewhere(tmp_path):
    """A migrated and otherwise empty installation on SQLite."""
    folder = tmp_path / "lain"
    folder.mkdir()
    there = Elsewhere(folder)
    if connection.vendor == "sqlite":  # migrated already: take a copy
        connection.ensure_connection()
        with sqlite3.connect(folder / "stc.sqlite3") as copy:
            connection.connection.backup(copy)
    else:
        there.run("migrate", "--verbosity=0")
        there.run("createcachetable")
    return there


def rows_of(path) -> dict[str, list[str]]:
    """What an archive says, whichever engine wrote it."""
    with archive.opened(path) as reader:
        return {t.model: [json.dumps(r) for r in reader.lines(t)] for t in reader.manifest.tables}


def test_an_installation_moves_to_sqlite_and_back_to_this_engine(elsewhere, house, tmp_path):
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    backups.make_backup(first)
    before = state()

    elsewhere.run("restore", first, "--replace")
    elsewhere.run("backup", second)
    restores.restore_backup(second, replace=True)

    assert rows_of(second) == rows_of(first)
    assert state() == before
    with archive.opened(second) as reader:
        assert (reader.manifest.engine, len(reader.manifest.files)) == ("sqlite", 2)


def fill_trail(path, count: int) -> None:
    """Make an archive long to restore: many more lines of the trail."""
    with zipfile.ZipFile(path) as good:
        entries = {name: good.read(name) for name in good.namelist()}
    manifest = json.loads(entries[archive.MANIFEST])
    table = next(t for t in manifest["tables"] if t["model"] == "audit.AuditEntry")
    values = dict.fromkeys(table["columns"], "") | {"at": "2026-11-24T07:00:00+00:00"}
    lines = [json.dumps([{**values, "id": pk}[c] for c in table["columns"]]) for pk in range(count)]
    content = ("\n".join(lines) + "\n").encode()
    entries[table["entry"]] = content
    table |= {"rows": count, "sha256": hashlib.sha256(content).hexdigest()}
    entries[archive.MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, entry in entries.items():
            out.writestr(name, entry)


def is_writing(database) -> bool:
    """Whether somebody holds the writers' lock just now."""
    with sqlite3.connect(database, timeout=0, isolation_level=None) as probe:
        try:
            probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        probe.execute("ROLLBACK")
    return False


def trail_length(database) -> int:
    with sqlite3.connect(database) as there:
        return there.execute("SELECT count(*) FROM audit_auditentry").fetchone()[0]


def test_a_restore_killed_on_the_way_leaves_the_old_state(elsewhere, house, tmp_path):
    whole = tmp_path / "a.zip"
    backups.make_backup(whole)
    elsewhere.run("restore", whole, "--replace")
    before, long_trail = rows_of(whole), tmp_path / "panjang.zip"
    long_trail.write_bytes(whole.read_bytes())
    fill_trail(long_trail, 30_000)
    database, dice, caught = elsewhere.folder / "stc.sqlite3", random.Random(7), 0

    for _ in range(3):
        process = elsewhere.start("restore", long_trail, "--replace")
        while process.poll() is None and not is_writing(database):
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.3))
        caught += process.poll() is None
        process.kill()
        process.wait()

        after = tmp_path / "sesudah.zip"
        after.unlink(missing_ok=True)
        elsewhere.run("backup", after)
        assert rows_of(after) == before
    assert caught == 3

    elsewhere.run("restore", long_trail, "--replace")
    assert trail_length(database) == 30_000
    with sqlite3.connect(database) as there, pytest.raises(sqlite3.IntegrityError, match="append"):
        there.execute("UPDATE audit_auditentry SET why = 'x'")
