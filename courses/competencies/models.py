from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from stc.security_kinds import Kind


class Unit(models.Model):
    """A unit of competency. ``level`` is of the national framework (KKNI); no kind means all.

    Codes that begin with ``STC-`` are local proposals until an admin maps them to official units.
    """

    class Audience(models.TextChoices):
        GUARD = "guard", _("satpam")
        SUPERVISOR = "supervisor", _("penyelia")
        MANAGER = "manager", _("manajer")
        INSTRUCTOR = "instructor", _("instruktur")
        ASSESSOR = "assessor", _("asesor")

    code = models.CharField(_("kode"), max_length=32, unique=True)
    title_id = models.CharField(_("judul"), max_length=200)
    title_en = models.CharField(_("judul Inggris"), max_length=200)
    level = models.PositiveSmallIntegerField(_("jenjang KKNI"), null=True, blank=True)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices, blank=True)
    audience = models.CharField(_("untuk"), max_length=12, choices=Audience.choices)
    source = models.TextField(_("sumber"))
    confidence = models.TextField(_("kepastian"))

    class Meta:
        verbose_name = _("unit kompetensi")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return self.title_en if translation.get_language() == "en" else self.title_id


class QualificationQuerySet(models.QuerySet):
    def holding(self, on=None):
        """Qualifications that hold on a day (today, unless told), both ends included."""
        day = on or timezone.localdate()
        return self.filter(valid_from__lte=day, valid_until__gte=day).exclude(ended_on__lte=day)


class Qualification(models.Model):
    """That a person may act in a role (``instructor``, ``assessor``, ``guard``) within a kind.

    Written by whoever certifies, with each change of standing; read by classes and exams.
    ``source`` names the act that it rests on: ``cases.case:42``.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="qualifications"
    )
    role = models.CharField(_("peran"), max_length=20)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices)
    level = models.CharField(_("jenjang"), max_length=20)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"))
    ended_on = models.DateField(_("berakhir lebih awal"), null=True, blank=True)
    source = models.CharField(max_length=64, unique=True)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kualifikasi")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="qualification_holds_a_while"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} {self.level}"
