from datetime import date

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.accounts import groups
from stc.accounts.models.people import User


class AppointmentQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        """Appointments that hold on a day (today, in the body's own zone, unless told)."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)


class Appointment(models.Model):
    """A body-wide role held by a person from a day to a day (both included); it ends by itself."""

    person = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    group = models.ForeignKey(Group, models.PROTECT, related_name="appointments")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("penugasan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{groups.LABELS.get(self.group.name, self.group.name)}: {self.person}"
