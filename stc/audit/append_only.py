"""Tables that may only grow: the database itself refuses to change or delete their rows.

Some rows live on, but are never forgotten: those are kept (``keep``), not frozen (``register``);
of those, columns that were signed or counted on may be frozen by themselves (``freeze``).

Apps register a model in ``AppConfig.ready()``; the triggers are put back after every migrate.
"""

from django.db import connections, models

_refused: dict[type[models.Model], tuple[str, ...]] = {}
_frozen: dict[type[models.Model], tuple[str, ...]] = {}

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


def freeze(model: type[models.Model], *fields: str) -> None:
    """From now on these fields of a row stay as they were written; the others may change."""
    _frozen[model] = fields


def _on(connection) -> list[tuple[str, str, str]]:
    """(table, refused act, when); half way through migrating not every table is there."""
    there = set(connection.introspection.table_names())
    # SQLite has no TRUNCATE; on PostgreSQL it would go past the triggers of single rows.
    emptied = ("TRUNCATE",) if connection.vendor == "postgresql" else ()
    whole = [
        (model._meta.db_table, act, "")
        for model, acts in _refused.items()
        if model._meta.db_table in there
        for act in acts + emptied
    ]
    quoted = connection.ops.quote_name  # a column may be called ``right``
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    return whole + [
        (model._meta.db_table, f"UPDATE OF {', '.join(columns)}", f"WHEN ({changed})")
        for model, fields in _frozen.items()
        if model._meta.db_table in there
        for columns in [[quoted(model._meta.get_field(field).column) for field in fields]]
        for changed in [" OR ".join(f"OLD.{c} {differs} NEW.{c}" for c in columns)]
    ]


def install(*, using: str = "default", **_: object) -> None:
    """Put the triggers in place. A second call changes nothing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table, act, when in _on(connection):
            name = _name(table, act)
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table} "
                    f"{when} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                )
            else:
                each = "STATEMENT" if act == "TRUNCATE" else "ROW"
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table} "
                    f"FOR EACH {each} {when} EXECUTE FUNCTION stc_append_only()"
                )


def lift(*, using: str = "default") -> None:
    """Take the triggers away: only to empty a test database or to restore a backup into one."""
    connection = connections[using]
    on = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table, act, _when in _on(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, act)}{on.format(table)}")


def _name(table: str, act: str) -> str:
    return f"{table}_no_{'change' if ' OF ' in act else act.lower()}"
