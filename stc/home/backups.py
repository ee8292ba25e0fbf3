"""Take the whole installation away in one file: rows, media, private files; keys by choice."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from stc.home import archive, rows

STORAGES = ("default", "private")
KEYS = ("SECRET_KEY", "PERSONAL_DATA_KEYS", "NIK_HASH_KEY")
KEYS_ENTRY = "keys.json"


def applied_migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def make_backup(path: Path, *, with_keys: bool = False) -> archive.Manifest:
    """Write a backup while the house runs: rows as they stood at one moment, then their files.

    Without the keys, identity numbers in it cannot be read; keep the keys apart from it.
    Raises ``FileInTheWay``.
    """
    with archive.created(path) as writer:
        with _one_moment():
            manifest = archive.Manifest(
                made_at=timezone.now().isoformat(timespec="seconds"),
                version=archive.version(),
                engine=connection.vendor,
                migrations=applied_migrations(),
            )
            for model in rows.kept_models():
                manifest.tables.append(_table(writer, model))
        # After the rows: whatever they name was stored before them.
        for alias in STORAGES:
            manifest.files += _files(writer, alias)
        if with_keys:
            _size, sha256 = writer.put(KEYS_ENTRY, [json.dumps(_keys()).encode()])
            manifest.keys[KEYS_ENTRY] = sha256
        writer.seal(manifest)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """One state of the database for many reads, that keeps no writer waiting."""
    if connection.in_atomic_block:  # the caller's moment is the one
        yield
        return
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        usual = connection.transaction_mode
        connection.transaction_mode = "DEFERRED"  # IMMEDIATE would take the writers' lock
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _table(writer: archive.Writer, model) -> archive.Table:
    entry, count = f"rows/{model._meta.label}.jsonl", 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for line in rows.lines_of(model):
            count += 1
            yield line

    _size, sha256 = writer.put(entry, counted())
    columns = [field.column for field in rows.columns_of(model)]
    return archive.Table(entry, model._meta.label, columns, count, sha256)


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files) if name)
    for name in sorted(folders):
        yield from _names(storage, prefix + name)


def _files(writer: archive.Writer, alias: str) -> Iterator[archive.StoredFile]:
    storage = storages[alias]
    for name in _names(storage):
        entry = f"files/{alias}/{name}"
        try:
            file = storage.open(name)
        except FileNotFoundError:  # removed since it was listed
            continue
        with file:
            size, sha256 = writer.put(entry, file.chunks(archive.CHUNK))
        yield archive.StoredFile(entry, alias, name, size, sha256)


def _keys() -> dict[str, object]:
    return {name: getattr(settings, name) for name in KEYS if hasattr(settings, name)}
