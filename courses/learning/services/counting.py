from dataclasses import dataclass

from django.db.models import Max

from courses.learning.models import ModuleHours
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
