from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.audit import acts
from stc.audit.querysets import AuditEntryQuerySet


class AuditEntry(models.Model):
    """One act: who, on what, from which state to which, when, why. Written once, never changed.

    Actor and subject are named by string (``accounts.user:5``) and by the label they had that day:
    the trail outlives what it speaks of, and lies below every app that writes it.
    """

    at = models.DateTimeField(_("waktu"), default=timezone.now, db_index=True)
    actor = models.CharField(_("pelaku"), max_length=64, blank=True, db_index=True)
    actor_label = models.CharField(_("nama pelaku"), max_length=200)
    act = models.CharField(_("tindakan"), max_length=64, db_index=True)
    subject = models.CharField(_("perihal"), max_length=64, db_index=True)
    subject_label = models.CharField(_("nama perihal"), max_length=200)
    was = models.CharField(_("semula"), max_length=200, blank=True)
    became = models.CharField(_("menjadi"), max_length=200, blank=True)
    why = models.TextField(_("alasan"), blank=True)
    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("jejak")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"

    @property
    def act_label(self) -> str:
        return acts.label(self.act)
