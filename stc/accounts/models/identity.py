from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.accounts import nik
from stc.accounts.models.merge import Merge
from stc.accounts.models.people import User


class Identity(models.Model):
    """A person's identity number: sealed, and known again by its keyed hash (see ``ciphers``).

    In sight are the last four digits only. Opening it is an act (``services.identity``).
    """

    person = models.OneToOneField(User, models.PROTECT, related_name="identity")
    nik_sealed = models.TextField()
    nik_digest = models.CharField(max_length=64, db_index=True)
    nik_last_four = models.CharField(_("empat angka terakhir NIK"), max_length=4)
    set_at = models.DateTimeField(_("diisi"), default=timezone.now)

    class Meta:
        verbose_name = _("NIK")

    def __str__(self) -> str:
        return nik.masked(self.nik_last_four)


class SameNikQuerySet(models.QuerySet):
    def unsettled(self) -> Self:
        """Pairs that nobody has explained, and that were not merged; the oldest first."""
        standing = Merge.objects.standing()
        merged = models.Exists(
            standing.filter(
                models.Q(keep=models.OuterRef("first"), give=models.OuterRef("second"))
                | models.Q(keep=models.OuterRef("second"), give=models.OuterRef("first"))
            )
        )
        return self.filter(~merged, settled_at__isnull=True).order_by("found_at", "pk")


class SameNik(models.Model):
    """Two records hold the same identity number: officers are told, the persons are not."""

    first = models.ForeignKey(User, models.PROTECT, related_name="+")
    second = models.ForeignKey(User, models.PROTECT, related_name="+")
    found_at = models.DateTimeField(_("ditemukan"), default=timezone.now)
    settled_at = models.DateTimeField(_("diselesaikan"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("alasan"), blank=True)

    objects = SameNikQuerySet.as_manager()

    class Meta:
        verbose_name = _("NIK yang sama")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="same_nik_one_row_a_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="same_nik_older_first"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False) & ~models.Q(why=""),
                name="same_nik_settled_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"
