from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.accounts.models.people import User


class MergeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Merges that were not undone."""
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """Two records of one person made one by two officers; ``record`` says what each app moved."""

    keep = models.ForeignKey(User, models.PROTECT, related_name="merges")
    give = models.ForeignKey(User, models.PROTECT, related_name="merged_into")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.TextField(_("alasan"))
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    record = models.JSONField(
        default=dict, help_text="By app: ids that moved, never what they say."
    )
    undone_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undo_approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undo_why = models.TextField(_("alasan pembatalan"), blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("penggabungan data")
        constraints = [
            models.UniqueConstraint(
                fields=["give"],
                condition=Q(undone_at__isnull=True),
                name="merge_given_once",
            ),
            models.CheckConstraint(condition=~Q(keep=F("give")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(by=F("approved_by")), name="merge_by_two_officers"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                & Q(undo_approved_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False)
                & Q(undo_approved_by__isnull=False)
                & ~Q(undone_by=F("undo_approved_by")),
                name="merge_undone_by_two_officers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.give_id} -> {self.keep_id}"
