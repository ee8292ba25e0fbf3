"""Tables that may only grow: the database itself refuses to change or delete their rows.

Some rows live on, but are never forgotten: those are kept (``keep``), not frozen (``register``).

Apps register a model in ``AppConfig.ready()``; the triggers are put back after every migrate.
"""

from django.db import connections, models

_refused: dict[type[models.Model], tuple[str, ...]] = {}

_FUNCTION = """
CREATE OR REPLACE FUNCTION stc_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def register(model: type[models.Model]) -> None:
    """From now on rows of this model are written once."""
    _refused[model] = ("UPDATE", "DELETE")


def keep(model: type[models.Model]) -> None:
    """From now on rows of this model may change, but none is deleted."""
    _refused[model] = ("DELETE",)


def _on(connection) -> list[tuple[str, str]]:
    """(table, refused act); half way through migrating not every table is there."""
    there = set(connection.introspection.table_names())
    return [
        (model._meta.db_table, act)
        for model, acts in _refused.items()
        if model._meta.db_table in there
        for act in acts
    ]


def install(*, using: str = "default", **_: object) -> None:
    """Put the triggers in place. A second call changes nothing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table, act in _on(connection):
            name = f"{table}_no_{act.lower()}"
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                )
            else:
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION stc_append_only()"
                )


def lift(*, using: str = "default") -> None:
    """Take the triggers away: only to empty a test database or to restore a backup into one."""
    connection = connections[using]
    on = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table, act in _on(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}{on.format(table)}")
