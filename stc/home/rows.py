"""Rows as plain JSON and back: the same on every engine, to the microsecond."""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.duration import duration_iso_string

# Not kept: who is signed in just now, and what `update_index` makes from the rest.
LEFT_OUT = {"sessions.Session", "wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry"}
CHUNK = 1000


def kept_models() -> list[type[models.Model]]:
    """Every model with a table of its own here, through-tables included, but what is left out."""
    there = set(connection.introspection.table_names())
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.db_table in there
    ]
    return sorted(
        (model for model in found if model._meta.label not in LEFT_OUT),
        key=lambda model: model._meta.label,
    )


def columns_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of this very table: a child of another model has only its own."""
    return list(model._meta.local_concrete_fields)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"no plain form for {type(value).__name__}")


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """The table as JSON lines, by primary key, streamed."""
    fields = columns_of(model)
    rows = model._base_manager.order_by("pk").values_list(*[field.attname for field in fields])
    for row in rows.iterator(chunk_size=CHUNK):
        values = [f.get_prep_value(value) for f, value in zip(fields, row, strict=True)]
        yield json.dumps(values, default=_plain, ensure_ascii=False).encode() + b"\n"


def put(model: type[models.Model], columns: list[str], lines: Iterator[list]) -> int:
    """Insert rows as they are: no signals, no defaults, no ``auto_now``. Returns how many."""
    by_column = {field.column: field for field in columns_of(model)}
    fields = [by_column[column] for column in columns]
    size = min(connection.ops.bulk_batch_size(fields, [None] * CHUNK) or CHUNK, CHUNK)
    count, batch = 0, []

    def flush() -> None:
        if batch:
            # What bulk_create itself calls; bulk_create refuses children of other models.
            model._base_manager.all()._insert(batch, fields, using=connection.alias, raw=True)
            batch.clear()

    for line in lines:
        batch.append(
            SimpleNamespace(**{f.attname: _value(f, v) for f, v in zip(fields, line, strict=True)})
        )
        count += 1
        if len(batch) >= size:
            flush()
    flush()
    return count


def _value(field: models.Field, plain: object) -> object:
    if plain is None and isinstance(field, models.JSONField) and not field.null:
        return models.Value(None, models.JSONField())
    return plain if plain is None or isinstance(field, models.JSONField) else field.to_python(plain)
