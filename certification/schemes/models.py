from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from courses.competencies.models import Kind
from courses.curricula.models import Level

SHORT = RegexValidator(
    r"^[A-Z0-9][A-Z0-9-]*\Z", _("Pakai huruf besar, angka, dan tanda hubung saja.")
)


class Requirement(models.TextChoices):
    """What a candidate's profile may have to hold."""

    FULL_NAME = "full_name", _("nama lengkap")
    BIRTH_DATE = "birth_date", _("tanggal lahir")
    REGION = "region", _("kabupaten/kota")
    NIK = "nik", _("NIK")
    PHOTO = "photo", _("foto")
    NAME_CONFIRMED = "name_confirmed", _("nama dikonfirmasi")


class Scheme(models.Model):
    """A certificate that can be had: for which kind and level, by which curriculum and paper.

    ``code``, ``level`` and ``number_prefix`` are short ASCII: they travel in certificates.
    """

    code = models.CharField(_("kode"), max_length=16, unique=True, validators=[SHORT])
    title_id = models.CharField(_("judul"), max_length=120)
    title_en = models.CharField(_("judul Inggris"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices)
    level = models.CharField(_("jenjang"), max_length=12, choices=Level.choices)
    curriculum_code = models.CharField(_("kurikulum"), max_length=20)
    paper_code = models.CharField(_("paket ujian"), max_length=20)
    number_prefix = models.CharField(_("awalan nomor"), max_length=16, validators=[SHORT])

    class Meta:
        verbose_name = _("skema sertifikasi")
        verbose_name_plural = _("skema sertifikasi")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if translation.get_language() == "en" else self.title_id


class SchemeRuleQuerySet(models.QuerySet):
    def holding(self, on: date):
        """The one rule of each scheme that holds on a day: the newest that has begun."""
        newest = (
            SchemeRule.objects.filter(scheme=models.OuterRef("scheme"), valid_from__lte=on)
            .order_by("-valid_from")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest))


class SchemeRule(models.Model):
    """What a scheme takes from a day on. A case goes by the rule of the day on which it was opened.

    Hours are lesson hours (JP); ``consents`` are codes of purposes, ``profile`` is of
    ``Requirement``.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="rules", verbose_name=_("skema")
    )
    valid_from = models.DateField(_("berlaku sejak"))
    validity_months = models.PositiveSmallIntegerField(_("masa berlaku sertifikat (bulan)"))
    hours_theory = models.PositiveSmallIntegerField(_("JP teori"))
    hours_practice = models.PositiveSmallIntegerField(_("JP praktik"))
    consents = models.JSONField(_("persetujuan"), default=list, blank=True)
    profile = models.JSONField(_("isi profil"), default=list, blank=True)
    decree = models.CharField(_("dasar"), max_length=200)
    confirmed = models.BooleanField(_("sudah dipastikan"), default=False)

    FIGURES = (
        "scheme_id",
        "valid_from",
        "validity_months",
        "hours_theory",
        "hours_practice",
        "consents",
        "profile",
    )
    objects = SchemeRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("aturan skema")
        verbose_name_plural = _("aturan skema")
        ordering = ["scheme", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "valid_from"], name="scheme_rule_one_a_day"),
            models.CheckConstraint(
                condition=Q(validity_months__gte=1, validity_months__lte=600),
                name="scheme_rule_validity_in_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} ({self.valid_from:%Y-%m-%d})"

    def clean(self) -> None:
        """Cases rest on a rule that has begun: only its decree may still be mended."""
        was = SchemeRule.objects.filter(pk=self.pk, valid_from__lte=timezone.localdate()).first()
        if was and any(getattr(was, name) != getattr(self, name) for name in self.FIGURES):
            raise ValidationError(
                _(
                    "Aturan ini sudah berlaku, jadi angkanya tidak dapat diubah lagi. "
                    "Buat aturan baru dengan tanggal berlaku yang lebih baru."
                )
            )

    @property
    def profile_labels(self) -> list[str]:
        return [str(Requirement(name).label) for name in self.profile]
