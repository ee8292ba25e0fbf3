"""One migrated database for a run; each worker of the run takes a copy of it.

Migrating costs ten seconds, a copy a tenth of one. On SQLite the migrated file is kept under
``var/tests`` while nothing that shapes it has changed; on PostgreSQL it lives as long as the run.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from stc import shared_cache

RUN = Path(os.environ["STC_TEST_RUN"])
KEPT = settings.BASE_DIR / "var" / "tests"
# What decides how a new database looks: the tables, what apps do after migrating, the libraries.
SHAPING = (
    "migrations/*.py",
    "models.py",
    "models/*.py",
    "apps.py",
    "append_only.py",
    "triggers.py",
    "groups.py",
)


def _name(part: str) -> str:
    """A database of this run on a shared server: ``stc_test_x1y2_gw0``."""
    return f"{RUN.name.replace('-', '_')}_{part}".lower()


def key() -> str:
    """Changes with whatever shapes a new database."""
    digest = hashlib.sha256()
    files = [settings.BASE_DIR / "requirements.txt", *settings.BASE_DIR.glob("stc/settings/*.py")]
    for pattern in SHAPING:
        files += settings.BASE_DIR.glob(f"*/*/{pattern}")
    for file in sorted(files):
        digest.update(f"{file.relative_to(settings.BASE_DIR)}:".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process of a run at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name  # the settings' own dictionary: other threads too


def _migrate(name: str) -> None:
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    shared_cache.need_not_survive()
    connection.close()


def _born_file() -> Path:
    """The migrated SQLite file. A kept one is taken if nothing that shapes it has changed."""
    file = KEPT / f"born-{key()}.sqlite3"
    if not file.exists():
        for old in KEPT.glob("born-*"):
            old.unlink()
        _migrate(str(KEPT / "half.sqlite3"))
        (KEPT / "half.sqlite3").rename(file)
    return file


def _born_database() -> str:
    name = _name("born")
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        there = cursor.fetchone()
        if not there:
            cursor.execute(f'CREATE DATABASE "{name}_half"')
    if not there:
        _migrate(f"{name}_half")
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    return name


@contextmanager
def copy(worker: str) -> Iterator[None]:
    """Use a fresh, migrated database while this holds."""
    if connection.vendor == "sqlite":
        own = Path(settings.DATA_DIR) / "test.sqlite3"
        with alone(KEPT):
            (KEPT / "half.sqlite3").unlink(missing_ok=True)
            shutil.copyfile(_born_file(), own)
        _use(str(own))
        yield
        return
    own = _name(worker)
    with alone(RUN):
        born = _born_database()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{born}"')
    _use(own)
    yield


def forget() -> None:
    """Drop what this run made on a database server that others may use too."""
    if connection.vendor != "postgresql" or not (RUN / "lock").exists():
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [_name("%")])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
