from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from courses.learning.models import ModuleHours, Seat
from stc.accounts.models import User


@dataclass(frozen=True)
class Hours:
    """Lesson hours (JP) that a person has had."""

    theory: int
    practice: int


def hours(*, person: User, curriculum_code: str, edition: str) -> Hours:
    """All hours of a person on one curriculum, in whatever classes; each module counts once."""
    modules = (
        ModuleHours.objects.filter(
            seat__person=person,
            seat__training_class__curriculum_code=curriculum_code,
            seat__training_class__edition=edition,
        )
        .values("module_key")
        .annotate(most_theory=Max("theory"), most_practice=Max("practice"))
    )
    return Hours(
        sum(row["most_theory"] for row in modules), sum(row["most_practice"] for row in modules)
    )


def hours_of_each(people: QuerySet) -> dict[tuple[int, str, str], Hours]:
    """As ``hours``, of all these people (rows of their ids) in one query; who had none is not in
    it. By person, curriculum and edition.
    """
    of = ("seat__person", "seat__training_class__curriculum_code", "seat__training_class__edition")
    modules = (
        ModuleHours.objects.filter(seat__person__in=people)
        .values_list(*of, "module_key")
        .annotate(most_theory=Max("theory"), most_practice=Max("practice"))
    )
    had: dict[tuple[int, str, str], list[Hours]] = {}
    for person, code, edition, _key, theory, practice in modules:
        had.setdefault((person, code, edition), []).append(Hours(theory, practice))
    return {whose: _sum(hours) for whose, hours in had.items()}


@dataclass
class ClassRecord:
    """What a person had in one class, whose it was and who taught it."""

    name: str
    provider: str
    starts_on: date
    ends_on: date
    approval_letter: str
    instructors: dict[int, str] = field(default_factory=dict)
    modules: dict[UUID, Hours] = field(default_factory=dict)

    @property
    def hours(self) -> Hours:
        return _sum(self.modules.values())


@dataclass(frozen=True)
class Record:
    """A person's classes on one curriculum, in order of their days, and the hours that count."""

    classes: tuple[ClassRecord, ...]

    @property
    def hours(self) -> Hours:
        """As ``hours`` counts them: each module once, whatever the number of classes."""
        had: dict[UUID, Hours] = {}
        for one in self.classes:
            for key, new in one.modules.items():
                was = had.get(key, Hours(0, 0))
                had[key] = Hours(max(was.theory, new.theory), max(was.practice, new.practice))
        return _sum(had.values())


def record(*, person: User, curriculum_code: str, edition: str) -> Record:
    """All classes of a person on one curriculum with their hours and instructors: one query."""
    of_class = ("name", "provider__name", "starts_on", "ends_on", "approval_letter")
    rows = (
        Seat.objects.filter(
            person=person,
            training_class__curriculum_code=curriculum_code,
            training_class__edition=edition,
        )
        .order_by("training_class__starts_on", "pk", "training_class__teaching__pk")
        .values_list(
            "pk",
            *(f"training_class__{name}" for name in of_class),
            "training_class__teaching__person",
            "training_class__teaching__person__full_name",
            "hours__module_key",
            "hours__theory",
            "hours__practice",
        )
    )
    found: dict[int, ClassRecord] = {}
    for seat, *told, teacher, teacher_name, key, theory, practice in rows:
        one = found.setdefault(seat, ClassRecord(*told))
        if teacher is not None:
            one.instructors[teacher] = teacher_name
        if key is not None:
            one.modules[key] = Hours(theory, practice)
    return Record(tuple(found.values()))


def _sum(hours: Iterable[Hours]) -> Hours:
    hours = list(hours)
    return Hours(sum(one.theory for one in hours), sum(one.practice for one in hours))
