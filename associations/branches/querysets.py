from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stc.accounts import duties
from stc.accounts.groups import PLATFORM_ADMINS


class BranchQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Platform admins see all; holders of an office their own branches and those below."""
        if PLATFORM_ADMINS in getattr(user, "roles", ()):
            return self.all()
        own = {branch for branch, _role in duties.held_today(user, "branches")}
        # Three tiers by constraint: what lies below is at most a child's child, without recursion.
        return self.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own))

    def still_open(self) -> Self:
        return self.filter(closed_on__isnull=True)


class OfficeQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        """Offices that hold on a day (today, unless told), both ends included."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def today_of(self, person_id: int) -> Self:
        """Branch and role of each office that a person holds today (see ``duties``)."""
        return self.current().filter(person=person_id).values_list("branch_id", "role")

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Offices that share at least one day with these days (both included)."""
        until = self.exclude(ends_on__lt=starts_on)
        return until if ends_on is None else until.filter(starts_on__lte=ends_on)

    def public(self) -> Self:
        """The board as everyone may know it: who holds an office of it today."""
        return self.current().filter(role__in=self.model.BOARD, person__erased_at__isnull=True)
