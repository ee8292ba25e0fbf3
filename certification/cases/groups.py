"""People who are decided on together: those of one exam's sitting, or of one class."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from certification.exams.models import Sitting
from courses.learning.models import TrainingClass

if TYPE_CHECKING:
    from certification.cases.querysets import CaseQuerySet


@dataclass(frozen=True)
class Group:
    """Exactly one of the two."""

    sitting: Sitting | None = None
    training_class: TrainingClass | None = None

    def __str__(self) -> str:
        return str(self.sitting or self.training_class)

    @property
    def of(self) -> dict[str, Sitting | TrainingClass | None]:
        """As a row names it."""
        return {"sitting": self.sitting, "training_class": self.training_class}

    @property
    def day(self) -> date:
        """When it sat, or the class's last day."""
        if self.sitting is not None:
            return timezone.localdate(self.sitting.opens_at)
        return self.training_class.ends_on

    @property
    def query(self) -> str:
        """What narrows the queue to it."""
        if self.sitting is not None:
            return f"sesi={self.sitting.pk}"
        return f"kelas={self.training_class.pk}"

    def get_absolute_url(self) -> str:
        if self.sitting is not None:
            return reverse("cases:batch_of_sitting", args=[self.sitting.pk])
        return reverse("cases:batch_of_class", args=[self.training_class.pk])

    def among(self, cases: "CaseQuerySet") -> "CaseQuerySet":
        """Those of these cases that were examined in this sitting, or rest on this class."""
        if self.sitting is not None:
            return cases.filter(result__attempt__registration__sitting=self.sitting)
        taught = self.training_class
        return cases.filter(
            candidate__seats__training_class=taught,
            scheme__curriculum_code=taught.curriculum_code,
            edition=taught.edition,
            result__isnull=False,
        )
