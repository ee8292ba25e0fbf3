"""A branch lies exactly one tier below its parent: the database's own refusal of any other.

No check constraint can see another row. Put back after every migrate.
"""

from django.db import connections

from associations.branches.models import Branch

TABLE = Branch._meta.db_table
_MISPLACED = f"""
NEW.parent_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM {TABLE} WHERE id = NEW.parent_id AND association_id = NEW.association_id
    AND tier = CASE NEW.tier WHEN 'city' THEN 'province' WHEN 'province' THEN 'national' END)
"""  # noqa: S608
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'misplaced branch'); END"
_ON_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_placed_insert BEFORE INSERT ON {TABLE} "
    f"WHEN {_MISPLACED} {_REFUSE}",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_placed_update BEFORE UPDATE OF parent_id ON {TABLE} "
    f"WHEN {_MISPLACED} {_REFUSE}",
]
_ON_POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_placed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF {_MISPLACED} THEN
        RAISE EXCEPTION 'misplaced branch' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    f"CREATE OR REPLACE TRIGGER {TABLE}_placed BEFORE INSERT OR UPDATE OF parent_id "
    f"ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_placed()",
]


def install(*, using: str = "default", **_: object) -> None:
    """Put the triggers in place. A second call changes nothing."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _ON_SQLITE if connection.vendor == "sqlite" else _ON_POSTGRESQL:
            cursor.execute(statement)
