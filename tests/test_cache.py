"""The cache without Redis: one for all processes, on either engine; on SQLite in its own file."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from stc import shared_cache
from stc.shared_cache import CacheRouter, SharedCache

ADDS = """
import django; django.setup()
from django.core.cache import cache
print(sum(cache.add(f"key-{n}", True, 60) for n in range(50)))
"""


@pytest.mark.django_db
def test_what_is_set_is_read_and_replaced_until_it_ends():
    cache.set("kept", {"a": 1}, None)
    cache.set("kept", {"a": 2}, None)
    cache.set("ended", 1, -1)

    assert (cache.get("kept"), cache.get("ended")) == ({"a": 2}, None)


@pytest.mark.django_db
def test_only_the_first_to_add_is_told_so_until_the_entry_ends():
    first, second = cache.add("lock", 1, 60), cache.add("lock", 2, 60)
    cache.set("ended", 1, -5)
    after_the_end = cache.add("ended", 2, 60)

    assert (first, second, cache.get("lock")) == (True, False, 1)
    assert (after_the_end, cache.get("ended")) == (True, 2)


@pytest.mark.django_db
def test_touching_lengthens_what_is_there_and_makes_nothing():
    cache.set("there", 1, 1)

    assert (cache.touch("there", 60), cache.touch("nowhere", 60)) == (True, False)
    assert cache.get("nowhere") is None


@pytest.mark.django_db
def test_a_write_is_one_statement_but_for_each_hundredth_that_counts():
    own = SharedCache("cache", {})  # the tests' common one has written an unknown number of times

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        for n in range(100):
            own.set(f"n{n:02}", n)

    statements = [q["sql"] for q in queries if "cache" in q["sql"]]
    assert len(statements) == 100 + 1
    assert "COUNT" in statements[0]


@pytest.mark.django_db
def test_beyond_its_size_entries_are_thrown_away_in_time(monkeypatch):
    small = SharedCache("cache", {"max_entries": 10})
    monkeypatch.setattr(shared_cache, "WRITES_BETWEEN_CULLS", 5)

    for n in range(40):
        small.set(f"n{n:02}", n, 60)

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        assert cursor.fetchone()[0] <= 10 + 5


@pytest.mark.django_db
def test_a_cache_that_cannot_write_says_so_and_spoils_nothing():
    with transaction.atomic():
        assert SharedCache("no_such_table", {}).add("key", 1) is False
        cache.set("key", 2)

    assert cache.get("key") == 2


@pytest.mark.django_db
def test_on_postgresql_its_commits_do_not_wait_for_the_disk():
    shared_cache.need_not_survive()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'cache'")
            assert cursor.fetchone() == ("u",)


def test_the_own_file_holds_the_cache_and_nothing_else(monkeypatch):
    router = CacheRouter()
    entry = SharedCache("cache", {}).cache_model_class
    assert router.db_for_write(entry) is None

    monkeypatch.setitem(settings.DATABASES, "cache", {})

    assert router.db_for_read(entry) == router.db_for_write(entry) == "cache"
    assert router.db_for_write(MigrationRecorder.Migration) is None
    assert router.allow_migrate("cache", "django_cache")
    assert not router.allow_migrate("cache", "accounts")
    assert router.allow_migrate("default", "accounts")
    assert not router.allow_migrate("default", "django_cache")


def test_of_two_processes_on_a_new_file_one_adds_each_key(tmp_path):
    plain = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    env = {
        **plain,
        "DJANGO_SETTINGS_MODULE": "stc.settings",
        "ENV_FILE": os.devnull,
        "DEMO": "true",
        "DATA_DIR": str(tmp_path),
    }

    def adds(_: int) -> int:
        argv = [sys.executable, "-c", ADDS]
        done = subprocess.run(
            argv, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    with ThreadPoolExecutor(2) as both:
        added = list(both.map(adds, range(2)))

    assert sum(added) == 50
    assert (tmp_path / "cache.sqlite3").exists()
    assert not (tmp_path / "stc.sqlite3").exists()
