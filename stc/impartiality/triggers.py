"""The database's own refusal of a partial judgement. Put back after every migrate."""

from django.conf import settings
from django.db import connections

from stc.impartiality import judgements
from stc.impartiality.judgements import Judgement
from stc.impartiality.models import Conflict

# The day is the body's own. SQLite knows no zones: Western Indonesia has one offset, all year.
_TODAY = {
    "sqlite": "date('now', '+7 hours')",
    "postgresql": f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date",
}
_TIED = """
EXISTS (SELECT 1 FROM {ties} WHERE person_id = {judge} AND candidate_id = {candidate}
        AND (stands_until IS NULL OR stands_until >= {today}){but})
"""


def install(*, using: str = "default", **_: object) -> None:
    """Put the triggers in place. A second call changes nothing."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if Conflict._meta.db_table not in there:
        return
    make = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    with connection.cursor() as cursor:
        for judgement in judgements.all_registered():
            if judgement.table in there:
                for statement in make(judgement):
                    cursor.execute(statement)


def _refusal(judgement: Judgement, vendor: str) -> str:
    judge = f"NEW.{judgement.column(judgement.judge)}"
    candidate = f"NEW.{judgement.column(judgement.candidate)}"
    kinds = ", ".join(f"'{kind.value}'" for kind in judgement.but)
    tied = _TIED.format(
        ties=Conflict._meta.db_table,
        judge=judge,
        candidate=candidate,
        today=_TODAY[vendor],
        but=f" AND kind NOT IN ({kinds})" if kinds else "",
    )
    return f"{judge} IS NOT NULL AND ({judge} = {candidate} OR {tied})"


def _watched(judgement: Judgement) -> tuple[str, str]:
    """The triggers' common name, and the columns whose change they see."""
    judge, candidate = map(judgement.column, (judgement.judge, judgement.candidate))
    return f"{judgement.table}_{judge}_impartial", f"{judge}, {candidate}"


def _on_sqlite(judgement: Judgement) -> list[str]:
    name, columns = _watched(judgement)
    table = judgement.table
    refused = _refusal(judgement, "sqlite")
    body = f"ON {table} WHEN {refused} BEGIN SELECT RAISE(ABORT, 'partial'); END"
    return [
        f"DROP TRIGGER IF EXISTS {name}_insert",
        f"CREATE TRIGGER {name}_insert BEFORE INSERT {body}",
        f"DROP TRIGGER IF EXISTS {name}_update",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {columns} {body}",
    ]


def _on_postgresql(judgement: Judgement) -> list[str]:
    name, columns = _watched(judgement)
    return [
        f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF {_refusal(judgement, "postgresql")} THEN
            RAISE EXCEPTION 'partial' USING ERRCODE = 'integrity_constraint_violation';
          END IF;
          RETURN NEW;
        END $$
        """,
        f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE OF {columns} "
        f"ON {judgement.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
