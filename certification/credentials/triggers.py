"""A key's state only moves on, whoever writes: what leaked never comes back.

No check constraint can see the row as it was. Put back after every migrate.
"""

from django.db import connections

from certification.credentials.models import SigningKey

TABLE = SigningKey._meta.db_table
_BACKWARDS = """
(OLD.state = 'compromised'
 AND (NEW.state <> 'compromised' OR NEW.compromised_at <> OLD.compromised_at))
OR (OLD.state = 'retired' AND (NEW.state = 'active' OR NEW.retired_at <> OLD.retired_at))
"""
_ON_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_onwards "
    f"BEFORE UPDATE OF state, retired_at, compromised_at ON {TABLE} "
    f"WHEN {_BACKWARDS} BEGIN SELECT RAISE(ABORT, 'a key never comes back'); END",
]
_ON_POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_onwards() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF {_BACKWARDS} THEN
        RAISE EXCEPTION 'a key never comes back' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    f"CREATE OR REPLACE TRIGGER {TABLE}_onwards "
    f"BEFORE UPDATE OF state, retired_at, compromised_at "
    f"ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_onwards()",
]


def install(*, using: str = "default", **_: object) -> None:
    """Put the trigger in place. A second call changes nothing."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _ON_SQLITE if connection.vendor == "sqlite" else _ON_POSTGRESQL:
            cursor.execute(statement)
