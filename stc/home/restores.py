"""Put a backup back: all of it or nothing, on whichever engine this installation has."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from stc.accounts.models import User
from stc.audit.models import AuditEntry
from stc.errors import DomainError
from stc.home import archive, backups, rows


class NotEmpty(DomainError):
    code = "not_empty"
    message = _(
        "Di sini sudah ada data orang. Tambahkan --replace bila semuanya boleh diganti oleh "
        "isi cadangan."
    )


class OtherTables(DomainError):
    code = "other_tables"
    message = _(
        "Cadangan ini dibuat oleh versi %(version)s dengan susunan tabel lain (%(difference)s). "
        "Pasang versi itu, pulihkan di sana, lalu perbarui."
    )


def restore_backup(path: Path, *, replace: bool = False) -> archive.Manifest:
    """Make this installation what the archive says. Run it with web and worker stopped.

    The archive is read and compared in full first. The rows change in one transaction: a restore
    that fails or is killed leaves the old state. Files of the old state are never taken away.
    Raises ``DamagedArchive``, ``OtherTables``, ``NotEmpty``.
    """
    with archive.opened(path) as reader:
        _same_tables(reader.manifest)
        if not replace and (User.objects.exists() or AuditEntry.objects.exists()):
            raise NotEmpty
        differing = _add_files(reader)
        with transaction.atomic(), _triggers_lifted():
            _replace_rows(reader)
        # Only now: until the rows were in, the old state needed the old content.
        for file in differing:
            _overwrite(reader, file)
        if reader.manifest.keys:
            _leave_keys(reader)
        ContentType.objects.clear_cache()
        caches["default"].clear()
        return reader.manifest


def _same_tables(manifest: archive.Manifest) -> None:
    ours = {tuple(pair) for pair in backups.applied_migrations()}
    theirs = {tuple(pair) for pair in manifest.migrations}
    there = {model._meta.label for model in rows.kept_models()}
    differing = sorted(".".join(pair) for pair in ours ^ theirs)
    differing += sorted({table.model for table in manifest.tables} ^ there)
    for table in manifest.tables:
        if not differing and sorted(table.columns) != sorted(
            field.column for field in rows.columns_of(apps.get_model(table.model))
        ):
            differing.append(table.model)
    if differing:
        raise OtherTables(version=manifest.version, difference=", ".join(differing[:3]))


def _replace_rows(reader: archive.Reader) -> None:
    for model in _cleared_models():
        model._base_manager.all()._raw_delete(connection.alias)
    for table in reader.manifest.tables:
        count = rows.put(apps.get_model(table.model), table.columns, reader.lines(table))
        if count != table.rows:
            raise archive.DamagedArchive(where=table.entry)
    connection.check_constraints()
    with connection.cursor() as cursor:
        models = [apps.get_model(table.model) for table in reader.manifest.tables]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _cleared_models() -> list:
    """Everything kept, and what is left out of backups: it speaks of rows that are gone."""
    there = set(connection.introspection.table_names())
    left_out = [apps.get_model(label) for label in rows.LEFT_OUT if "FTS" not in label]
    return [*rows.kept_models(), *(m for m in left_out if m._meta.db_table in there)]


@contextmanager
def _triggers_lifted() -> Iterator[None]:
    """The past is put back as it was: rules about new rows do not judge it. Then they hold again.

    Search's own triggers stay: they keep its index beside its table.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                "AND tbl_name NOT LIKE 'wagtailsearch%'"
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)
        return
    tables = [model._meta.db_table for model in rows.kept_models()]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")


def _add_files(reader: archive.Reader) -> list[archive.StoredFile]:
    """Store the files that are not here yet. Returns those that are here with other content."""
    differing = []
    for file in reader.manifest.files:
        storage = storages[file.storage]
        if not storage.exists(file.name):
            with reader.open(file.entry) as content:
                storage.save(file.name, File(content, name=file.name))
        elif _sha256(storage, file.name) != file.sha256:
            differing.append(file)
    return differing


def _sha256(storage, name: str) -> str:
    digest = hashlib.sha256()
    with storage.open(name) as content:
        for chunk in content.chunks(archive.CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _overwrite(reader: archive.Reader, file: archive.StoredFile) -> None:
    storage = storages[file.storage]
    storage.delete(file.name)
    with reader.open(file.entry) as content:
        storage.save(file.name, File(content, name=file.name))


def _leave_keys(reader: archive.Reader) -> Path:
    """The keys of the backup, beside the data, for the operator to put into the environment."""
    path = settings.DATA_DIR / backups.KEYS_ENTRY
    with reader.open(backups.KEYS_ENTRY) as content:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content.read())
    return path
