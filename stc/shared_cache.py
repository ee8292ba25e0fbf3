"""The cache of an installation without Redis: a table that all its processes share.

Limits count here, with four or more writes a log-in. On SQLite the table lies in a file of its own
(``settings.DATABASES["cache"]``), so that counting neither waits for the disk nor for the writers
of the real database. Why: ``docs/decisions/cache.md``.
"""

import base64
import pickle
from contextlib import nullcontext
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction
from django.utils import timezone

ALIAS = "cache"
WRITES_BETWEEN_CULLS = 100  # of each thread; counting all entries costs more than a write


class SharedCache(DatabaseCache):
    """Django's, with one statement a write where Django takes five.

    So ``add`` is atomic by itself: of all processes that add a key at once, one is told True. There
    may be ``WRITES_BETWEEN_CULLS`` entries a thread more than ``MAX_ENTRIES``.
    """

    def __init__(self, table: str, params: dict) -> None:
        super().__init__(table, params)
        self._writes = 0

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT) -> bool:
        if mode == "touch":
            return super()._base_set(mode, key, value, timeout)
        database = router.db_for_write(self.cache_model_class)
        connection = connections[database]
        now = timezone.now().replace(microsecond=0)
        ends = self.get_backend_timeout(timeout)
        expires = datetime.max.replace(tzinfo=UTC)
        if ends is not None:
            expires = datetime.fromtimestamp(ends, tz=UTC)
        adapt = connection.ops.adapt_datetimefield_value
        content = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode()
        table = connection.ops.quote_name(self._table)
        statement = (
            f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"  # noqa: S608
            " ON CONFLICT (cache_key)"
            " DO UPDATE SET value = excluded.value, expires = excluded.expires"
        )
        values = [key, content, adapt(expires.replace(microsecond=0))]
        if mode == "add":
            statement += f" WHERE {table}.expires < %s"
            values.append(adapt(now))
        # As with Django's, a cache that cannot write says so and spoils nobody's transaction.
        alone = not connection.in_atomic_block
        savepoint = nullcontext() if alone else transaction.atomic(using=database)
        try:
            with savepoint, connection.cursor() as cursor:
                self._cull_now_and_then(database, cursor, table, now)
                cursor.execute(statement, values)
                return cursor.rowcount == 1
        except DatabaseError:
            return False

    def _cull_now_and_then(self, database: str, cursor, table: str, now: datetime) -> None:
        if self._writes % WRITES_BETWEEN_CULLS == 0:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
            [number] = cursor.fetchone()
            if number > self._max_entries:
                self._cull(database, cursor, now, number)
        self._writes += 1


class CacheRouter:
    """The cache's table, and nothing else, to the cache's own database where there is one."""

    def db_for_read(self, model, **hints) -> str | None:
        ours = model._meta.app_label == "django_cache" and ALIAS in settings.DATABASES
        return ALIAS if ours else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool | None:
        if ALIAS not in settings.DATABASES:
            return None
        ours = app_label == "django_cache"
        return ours if db == ALIAS else not ours


def need_not_survive() -> None:
    """On PostgreSQL: commits that only count need not wait for the disk, a crash may empty the
    table. Once made so it stays so, and asking again costs nothing."""
    connection = connections[router.db_for_write(SharedCache("cache", {}).cache_model_class)]
    if connection.vendor == "postgresql" and "cache" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE cache SET UNLOGGED")
