"""Tables that may only grow: the database itself refuses to change or delete their rows.

Apps register a model in ``AppConfig.ready()``; the triggers are put back after every migrate.
"""

from django.db import connections, models

_models: list[type[models.Model]] = []

_FUNCTION = """
CREATE OR REPLACE FUNCTION stc_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def register(model: type[models.Model]) -> None:
    """From now on rows of this model are written once."""
    _models.append(model)


def _on(connection) -> list[str]:
    """Tables of registered models that this database has (a migration may be half way)."""
    there = set(connection.introspection.table_names())
    return [m._meta.db_table for m in _models if m._meta.db_table in there]


def install(*, using: str = "default", **_: object) -> None:
    """Put the triggers in place. A second call changes nothing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in _on(connection):
            for act in ("UPDATE", "DELETE"):
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
    with connection.cursor() as cursor:
        for table in _on(connection):
            for act in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")
