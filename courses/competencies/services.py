import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from courses.competencies.errors import BadUnitRow
from courses.competencies.models import Kind, Qualification, Unit

DATA = Path(__file__).parent / "data"
FIELDS = ("title_id", "title_en", "level", "kind", "audience", "source", "confidence")


@transaction.atomic
def load_units(*, file: Path = DATA / "units.csv") -> int:
    """Bring the units in line with the file; returns how many it holds. Again changes nothing.

    Raises ``BadUnitRow`` with the row's number (the heading is row 1) before anything is written.
    """
    with file.open(encoding="utf-8", newline="") as rows:
        units = [_unit(row, number) for number, row in enumerate(csv.DictReader(rows), start=2)]
    Unit.objects.bulk_create(
        units, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS
    )
    return len(units)


def _unit(row: dict[str, str], number: int) -> Unit:
    for column, allowed in (("kind", {"", *Kind.values}), ("audience", Unit.Audience.values)):
        if row[column] not in allowed:
            raise BadUnitRow(row=number, column=column, value=row[column])
    if row["level"] and not row["level"].isdecimal():
        raise BadUnitRow(row=number, column="level", value=row["level"])
    return Unit(
        code=row["code"],
        level=int(row["level"]) if row["level"] else None,
        **{field: row[field] for field in FIELDS if field != "level"},
    )


@transaction.atomic
def qualify(
    *, person, role: str, kind: Kind, level: str, valid_from: date, valid_until: date, source: str
) -> Qualification:
    """Say that a person is qualified from a day to a day. The same source again is one row."""
    return Qualification.objects.update_or_create(
        source=source,
        defaults={
            "person": person,
            "role": role,
            "kind": kind,
            "level": level,
            "valid_from": valid_from,
            "valid_until": valid_until,
            "ended_on": None,
        },
    )[0]


@transaction.atomic
def end_qualification(*, source: str, on: date) -> None:
    """What rested on this source holds no more from a day on (that day included)."""
    Qualification.objects.filter(source=source).update(ended_on=on)


def qualified(*, person, role: str, kind: Kind, level: str, on: date | None = None) -> bool:
    """Whether a person may act in a role, kind and level on a day (today, unless told)."""
    found = Qualification.objects.holding(on).filter(
        person=person, role=role, kind=kind, level=level
    )
    return found.exists()
