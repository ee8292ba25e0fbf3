from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stc.accounts.models.people import User


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


class Purpose(models.Model):
    """What a person is asked to agree to, apart from everything else."""

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    name_en = models.CharField(_("nama Inggris"), max_length=120)
    order = models.PositiveSmallIntegerField(_("urutan"), default=50)
    in_use = models.BooleanField(_("dipakai"), default=True)

    class Meta:
        verbose_name = _("tujuan persetujuan")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if _in_english() else self.name


class ConsentTextQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        """Texts that hold on a day (today): the newest of each purpose that is in use."""
        newest = (
            ConsentText.objects.filter(
                purpose=models.OuterRef("purpose"), valid_from__lte=on or timezone.localdate()
            )
            .order_by("-valid_from")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest), purpose__in_use=True)


class ConsentText(models.Model):
    """The words that are agreed to, from a day on. Once someone agreed, they stay as they are."""

    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="texts")
    valid_from = models.DateField(_("berlaku sejak"))
    body = models.TextField(_("teks"))
    body_en = models.TextField(_("teks Inggris"))

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("teks persetujuan")
        ordering = ["purpose__order", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "valid_from"], name="consent_text_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.valid_from:%Y-%m-%d})"

    def clean(self) -> None:
        """Editors write a new text with a later date instead."""
        if self.pk and self.answers.exists():
            raise ValidationError(
                _(
                    "Teks ini sudah disetujui orang, jadi tidak dapat diubah lagi. "
                    "Buat teks baru dengan tanggal berlaku yang lebih baru."
                )
            )

    @property
    def words(self) -> str:
        """The text in the reader's language."""
        return self.body_en if _in_english() else self.body


class Consent(models.Model):
    """A person's word on a text: given or withdrawn, at a moment. Written once; the last counts."""

    person = models.ForeignKey(User, models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="answers")
    given = models.BooleanField(_("disetujui"))
    language = models.CharField(_("bahasa yang dibaca"), max_length=2)
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("persetujuan")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "text", "-at"], name="consent_last_word")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.text_id} {'+' if self.given else '-'}"
