from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.accounts.models.people import User
from stc.files.storage import RandomName, private


class DataExportQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Copies that are one's own: no role opens another's."""
        return self.filter(person_id=user.pk)

    def downloadable(self) -> Self:
        return self.filter(ready_at__isnull=False, expires_at__gt=timezone.now()).exclude(file="")


class DataExport(models.Model):
    """A copy of all that the house holds of a person: made by a job, kept for some days."""

    person = models.ForeignKey(User, models.PROTECT, related_name="data_exports")
    asked_at = models.DateTimeField(_("diminta"), default=timezone.now)
    ready_at = models.DateTimeField(_("siap"), null=True, blank=True)
    expires_at = models.DateTimeField(_("dihapus"), null=True, blank=True)
    file = models.FileField(storage=private, upload_to=RandomName("data-exports"), blank=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("salinan data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ready_at__isnull=True),
                name="data_export_one_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, expires_at__isnull=True, file="")
                | Q(ready_at__isnull=False, expires_at__isnull=False),
                name="data_export_ready_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.asked_at:%Y-%m-%d}"
