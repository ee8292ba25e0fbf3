from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS


def _is_any(user, *roles: str) -> bool:
    return not getattr(user, "roles", frozenset()).isdisjoint(roles)


class CutScoreQuerySet(models.QuerySet):
    def holding(self, on: date) -> Self:
        """The cut scores that hold on a day or held before it; the newest first is the day's."""
        return self.filter(valid_from__lte=on).order_by("-valid_from")


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Exam officers see all; candidates those in which they stand."""
        if _is_any(user, EXAM_OFFICERS):
            return self.all()
        standing = Q(registrations__candidate_id=user.pk, registrations__withdrawn_at__isnull=True)
        return self.filter(standing).distinct()

    def with_taken(self) -> Self:
        """Annotated with the number of seats that are ``taken``."""
        standing = Q(registrations__withdrawn_at__isnull=True)
        return self.annotate(taken=Count("registrations", filter=standing))

    def open_for(self, paper, at: datetime | None = None) -> Self:
        """Coming or running sittings of a paper with seats left, the soonest first."""
        open_ = self.filter(paper=paper, closes_at__gt=at or timezone.now(), released_at=None)
        return open_.with_taken().filter(taken__lt=F("capacity")).order_by("opens_at", "pk")


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Officers of exams and certification see all; everyone else their own."""
        if _is_any(user, EXAM_OFFICERS, CERTIFICATION_OFFICERS):
            return self.all()
        return self.of(user)

    def of(self, person) -> Self:
        return self.filter(candidate_id=person.pk)

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def startable(self, person, at: datetime | None = None) -> Self:
        """What this person can start, or go on with, at a moment (now, unless told)."""
        now = at or timezone.now()
        return (
            self.of(person)
            .standing()
            .filter(
                Q(attempt__isnull=True)
                | Q(attempt__handed_in_at__isnull=True, attempt__ends_at__gt=now),
                sitting__opens_at__lte=now,
                sitting__closes_at__gt=now,
                sitting__released_at__isnull=True,
            )
        )


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """An attempt is its candidate's own: what was served in it is nobody else's to see."""
        return self.filter(
            registration__candidate_id=user.pk, registration__withdrawn_at__isnull=True
        )

    def running(self, at: datetime | None = None) -> Self:
        return self.filter(handed_in_at__isnull=True, ends_at__gt=at or timezone.now())


class ResultQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Marks are for the sitting's examiner and certification officers; candidates see their
        own outcome once it is released.
        """
        if _is_any(user, CERTIFICATION_OFFICERS):
            return self.all()
        return self.filter(
            Q(attempt__registration__sitting__examiner_id=user.pk)
            | Q(candidate_id=user.pk, released_at__isnull=False)
        )
