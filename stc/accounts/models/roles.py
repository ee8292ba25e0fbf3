from datetime import date
from typing import Self

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.accounts import groups
from stc.accounts.models.people import User


class AppointmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Platform admins see all; everyone else their own."""
        if user.has_perm("accounts.manage_roles"):
            return self.all()
        return self.filter(person_id=user.pk)

    def current(self, on: date | None = None) -> Self:
        """Appointments that hold on a day (today, in the body's own zone, unless told)."""
        day = on or timezone.localdate()
        return self.standing().filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def today_of(self, person_id: int) -> Self:
        """The group's id and name of each role that a person holds today (see ``duties``)."""
        return self.current().filter(person=person_id).values_list("group_id", "group__name")

    def standing(self) -> Self:
        """Appointments that hold, held or will hold: all but those that were withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def not_over(self, on: date | None = None) -> Self:
        """Appointments that hold or will hold."""
        return self.standing().exclude(ends_on__lt=on or timezone.localdate())

    def ended(self, on: date | None = None) -> Self:
        """Appointments of the past: withdrawn, or past their last day."""
        day = on or timezone.localdate()
        return self.filter(Q(withdrawn_at__isnull=False) | Q(ends_on__lt=day))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Appointments that share at least one day with these days (both included)."""
        until = self.standing().exclude(ends_on__lt=starts_on)
        return until if ends_on is None else until.filter(starts_on__lte=ends_on)


class Appointment(models.Model):
    """A body-wide role held by a person from a day to a day (both included); it ends by itself.

    ``withdrawn_at`` ends it within the day: from that moment it holds no longer.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    group = models.ForeignKey(Group, models.PROTECT, related_name="appointments")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("penugasan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            # As near to "no two overlap" as both engines go; the service locks and does the rest.
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(ends_on__isnull=True, withdrawn_at__isnull=True),
                name="appointment_open_once",
            ),
            models.UniqueConstraint(
                fields=["person", "group", "starts_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="appointment_starts_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.person}"

    @property
    def role(self):
        """The role's name as people read it."""
        return groups.LABELS.get(self.group.name, self.group.name)
