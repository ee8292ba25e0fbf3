"""Databases for houses of processes: beside the one that the tests themselves stand on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings

from tests import servers
from tests.databases import KEPT, alone, key

_MIGRATE = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "call_command('migrate', verbosity=0, interactive=False)\n"
    "call_command('createcachetable', verbosity=0)"
)


@contextmanager
def empty(server: str) -> Iterator[str]:
    """The address of a database on this PostgreSQL server, which is gone afterwards."""
    name = f"house_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as line:
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def migrated_file(folder: Path) -> Iterator[str]:
    """The address of a SQLite file in this folder with all tables of the product."""
    file, half = KEPT / f"house-{key()}.sqlite3", KEPT / "house.half"
    with alone(KEPT):
        if not file.exists():
            _forget_older(file, half)
            _migrate(f"sqlite:///{half}", folder)
            half.rename(file)
        shutil.copyfile(file, folder / "stc.sqlite3")
    yield f"sqlite:///{folder}/stc.sqlite3"


@contextmanager
def migrated(server: str, folder: Path) -> Iterator[str]:
    """As ``empty``, with all tables of the product."""
    file, half = KEPT / f"house-{key()}.sql", KEPT / "house.half"
    with empty(server) as url:
        with alone(KEPT):
            there = file.exists()
            if not there:
                _forget_older(file, half)
                _migrate(url, folder)
                _postgresql("pg_dump", "--no-owner", "-f", str(half), url)
                half.rename(file)
        if there:
            _postgresql(
                "psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", str(file), url
            )
        yield url


def _forget_older(file: Path, half: Path) -> None:
    for old in [*KEPT.glob(f"house-*{file.suffix}"), half]:
        old.unlink(missing_ok=True)


def _migrate(url: str, folder: Path) -> None:
    """By a process with the product's own settings: half a minute."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "stc.settings",
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
    }
    subprocess.run([sys.executable, "-c", _MIGRATE], env=env, cwd=settings.BASE_DIR, check=True)


def _postgresql(name: str, *words: str) -> None:
    program = servers.program(name, "postgresql-client", look_in="usr/lib/postgresql/*/bin")
    subprocess.run([program, *words], stdin=subprocess.DEVNULL, check=True)
