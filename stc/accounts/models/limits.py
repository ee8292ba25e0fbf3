from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TimeLimit(models.Model):
    """How many days something takes at most, from a date on, and which rule says so."""

    class For(models.TextChoices):
        ERASURE = "erasure", _("memutuskan permintaan penghapusan data")
        EXPORT = "export", _("menyimpan salinan data untuk diunduh")
        UNDO_MERGE = "undo_merge", _("membatalkan penggabungan data")

    limits = models.CharField(_("untuk"), max_length=12, choices=For.choices)
    valid_from = models.DateField(_("berlaku sejak"))
    days = models.PositiveSmallIntegerField(_("hari"))
    decree = models.CharField(_("dasar"), max_length=200)
    confirmed = models.BooleanField(_("sudah dipastikan"), default=False)

    class Meta:
        verbose_name = _("batas waktu")
        ordering = ["limits", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["limits", "valid_from"], name="time_limit_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_limits_display()}: {self.days}"

    @classmethod
    def days_for(cls, limits: str, *, on: date | None = None) -> int:
        """The days that hold on a day (today, unless told). ``DoesNotExist`` before ``setup``."""
        day = on or timezone.localdate()
        return cls.objects.filter(limits=limits, valid_from__lte=day).latest("valid_from").days
