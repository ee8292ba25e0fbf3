from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CharField, F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.accounts.permissions import is_platform_admin
from stc.regions.models import Region


class Service(models.TextChoices):
    """What a security company (BUJP) may be licensed for (Perpol 6/2021)."""

    CONSULTANCY = "consultancy", _("konsultasi keamanan")
    EQUIPMENT = "equipment", _("penerapan peralatan keamanan")
    TRAINING = "training", _("pelatihan keamanan")
    VALUABLES = "valuables", _("kawal angkut uang dan barang berharga")
    GUARDS = "guards", _("penyediaan tenaga keamanan")
    K9 = "k9", _("penyediaan satwa")


class CompanyQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Platform admins see all; everyone else the companies that they speak for today."""
        if is_platform_admin(user):
            return self.all()
        return self.spoken_for_by(user)

    def spoken_for_by(self, user) -> Self:
        """Companies in which the user holds a seat today."""
        seats = CompanySeat.objects.current().filter(person_id=user.pk)
        return self.filter(pk__in=seats.values("company"))


class Company(models.Model):
    """A company that employs guards, a security company (BUJP) or another.

    ``nib`` is its business number, ``licence_number`` (SIO) a security company's own;
    ``licence_until`` is its last day, included.
    """

    name = models.CharField(_("nama"), max_length=160, unique=True)
    slug = models.SlugField(_("alamat singkat"), max_length=80, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("kabupaten/kota"))
    nib = models.CharField(
        _("NIB"),
        max_length=13,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{13}\Z", _("NIB terdiri dari 13 angka."))],
    )
    licence_number = models.CharField(
        _("nomor SIO"), max_length=80, blank=True, help_text=_("Kosong bila bukan BUJP.")
    )
    licence_until = models.DateField(_("SIO berlaku sampai"), null=True, blank=True)
    services = models.JSONField(_("jasa"), default=list, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("perusahaan")
        verbose_name_plural = _("perusahaan")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["nib"],
                condition=~Q(nib=""),
                name="company_nib_once",
                violation_error_message=_("NIB ini sudah dipakai perusahaan lain."),
            ),
            models.CheckConstraint(
                condition=Q(licence_number="", licence_until__isnull=True)
                | ~Q(licence_number="") & Q(licence_until__isnull=False),
                name="company_licence_with_its_end",
                violation_error_message=_("Isi nomor SIO dan hari terakhirnya, atau kosongkan."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Services are of the six, each once, in their order."""
        if not set(self.services) <= set(Service.values):
            raise ValidationError({"services": _("Pilih dari enam jasa yang ada.")})
        self.services = [service for service in Service.values if service in self.services]

    @property
    def service_labels(self) -> list[str]:
        return [str(Service(service).label) for service in self.services]

    @property
    def standing(self) -> str:
        """``valid`` or ``expired``: the word of the house's badges for its licence today."""
        held = self.licence_until is not None and self.licence_until >= timezone.localdate()
        return "valid" if held else "expired"


class CompanySeatQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Platform admins see all; managers those of their companies; everyone else their own."""
        if is_platform_admin(user):
            return self.all()
        managed = CompanySeat.objects.current().filter(
            person_id=user.pk, role=CompanySeat.Role.MANAGER
        )
        return self.filter(Q(person_id=user.pk) | Q(company__in=managed.values("company")))

    def current(self, on: date | None = None) -> Self:
        """Seats that are held on a day (today, unless told), both ends included."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def managers_of(self, company) -> Self:
        """Who manages a company today."""
        return self.current().filter(company=company, role=CompanySeat.Role.MANAGER)

    def today_of(self, person_id: int) -> Self:
        """Company and role of each seat that a person holds today (see ``duties``)."""
        return self.current().filter(person=person_id).values_list("company_id", "role")

    def not_over(self, on: date | None = None) -> Self:
        """Seats that are held or will be."""
        return self.exclude(ends_on__lt=on or timezone.localdate())

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Seats that share at least one day with these days (both included)."""
        until = self.exclude(ends_on__lt=starts_on)
        return until if ends_on is None else until.filter(starts_on__lte=ends_on)


class CompanySeat(models.Model):
    """That a person speaks for a company, from a day to a day (both included).

    A manager proposes and ends employments; a viewer reads the roster.
    """

    class Role(models.TextChoices):
        MANAGER = "manager", _("manajer")
        VIEWER = "viewer", _("pemantau")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="company_seats"
    )
    company = models.ForeignKey(Company, models.PROTECT, related_name="seats")
    role = models.CharField(_("peran"), max_length=12, choices=Role.choices)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    objects = CompanySeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("wakil perusahaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="company_seat_ends_after_it_starts",
            ),
            # As near to "no two overlap" as both engines go; the service locks and does the rest.
            models.UniqueConstraint(
                fields=["person", "company"],
                condition=Q(ends_on__isnull=True),
                name="company_seat_open_once",
            ),
            models.UniqueConstraint(
                fields=["person", "company", "starts_on"], name="company_seat_starts_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.company}"


class EmploymentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A person's own; of the companies that they speak for, what its people have accepted."""
        seats = CompanySeat.objects.current().filter(person_id=user.pk)
        return self.filter(
            Q(person_id=user.pk) | Q(company__in=seats.values("company"), accepted_at__isnull=False)
        )

    def of(self, user) -> Self:
        return self.filter(person_id=user.pk)

    def open(self) -> Self:
        """Neither declined nor ended: at most one for a person and a company."""
        return self.filter(declined_at__isnull=True, ends_on__isnull=True)

    def proposed(self) -> Self:
        """Those that wait for the person's answer."""
        return self.open().filter(accepted_at__isnull=True)

    def working(self) -> Self:
        """Those that were accepted and have not ended."""
        return self.open().filter(accepted_at__isnull=False)

    def today_of(self, person_id: int) -> Self:
        """Company of each open employment of a person (see ``duties``)."""
        rows = self.open().filter(person=person_id)
        return rows.annotate(as_what=Value("guard", CharField())).values_list(
            "company_id", "as_what"
        )


class Employment(models.Model):
    """That a person works for a company: proposed by it, accepted or declined by them, ended.

    Until it is accepted the company learns nothing of it, not even that the person exists.
    ``starts_on`` and ``ends_on`` are the first and the last day, both included.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("menunggu jawaban")
        ACCEPTED = "accepted", _("bekerja")
        DECLINED = "declined", _("Anda tolak")
        ENDED = "ended", _("berakhir")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="employments")
    company = models.ForeignKey(Company, models.PROTECT, related_name="employments")
    position = models.CharField(_("posisi"), max_length=80, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("diajak"), default=timezone.now)
    accepted_at = models.DateTimeField(_("diterima"), null=True, blank=True)
    declined_at = models.DateTimeField(_("ditolak"), null=True, blank=True)
    starts_on = models.DateField(_("mulai bekerja"))
    ends_on = models.DateField(_("terakhir bekerja"), null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("hubungan kerja")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "company"],
                condition=Q(declined_at__isnull=True, ends_on__isnull=True),
                name="employment_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="employment_answered_one_way",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(accepted_at__isnull=False, ends_on__gte=F("starts_on")),
                name="employment_ends_after_it_was_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "ends_on"], name="employment_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.company}"

    @property
    def state(self) -> str:
        """Read from the facts, never stored."""
        if self.declined_at is not None:
            return self.State.DECLINED
        if self.ends_on is not None:
            return self.State.ENDED
        return self.State.PROPOSED if self.accepted_at is None else self.State.ACCEPTED

    @property
    def state_label(self) -> str:
        return str(self.State(self.state).label)

    @property
    def source(self) -> str:
        """The name by which other rooms know it."""
        return f"companies.employment:{self.pk}"
