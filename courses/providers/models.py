from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from stc.accounts.permissions import is_platform_admin
from stc.regions.models import Region


class Provider(models.Model):
    """A body that trains. ``licence_until`` is the last day of its licence, included."""

    name = models.CharField(_("nama"), max_length=160, unique=True)
    slug = models.SlugField(_("alamat singkat"), max_length=80, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("kabupaten/kota"))
    licence_number = models.CharField(_("nomor izin"), max_length=80)
    licence_until = models.DateField(_("izin berlaku sampai"))

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("region"),
        FieldRowPanel([FieldPanel("licence_number"), FieldPanel("licence_until")]),
    ]

    class Meta:
        verbose_name = _("penyelenggara pelatihan")
        verbose_name_plural = _("penyelenggara pelatihan")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> str:
        """``valid`` or ``expired``: the word of the house's badges for its licence today."""
        return "valid" if self.licence_until >= timezone.localdate() else "expired"


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Platform admins see all; managers those of their providers; everyone else their own."""
        if is_platform_admin(user):
            return self.all()
        managed = (
            Engagement.objects.current()
            .filter(person_id=user.pk, role=Engagement.Role.MANAGER)
            .values("provider")
        )
        return self.filter(Q(person_id=user.pk) | Q(provider__in=managed))

    def current(self, on: date | None = None) -> Self:
        """Engagements that hold on a day (today, unless told), both ends included."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def today_of(self, person_id: int) -> Self:
        """Provider and role of each engagement that a person holds today (see ``duties``)."""
        return self.current().filter(person=person_id).values_list("provider_id", "role")

    def not_over(self, on: date | None = None) -> Self:
        """Engagements that hold or will hold."""
        return self.exclude(ends_on__lt=on or timezone.localdate())

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Engagements that share at least one day with these days (both included)."""
        until = self.exclude(ends_on__lt=starts_on)
        return until if ends_on is None else until.filter(starts_on__lte=ends_on)


class Engagement(models.Model):
    """That a person manages or teaches at a provider, from a day to a day (both included)."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("manajer")
        INSTRUCTOR = "instructor", _("instruktur")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="engagements")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="engagements")
    role = models.CharField(_("peran"), max_length=12, choices=Role.choices)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("tugas di penyelenggara")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="engagement_ends_after_it_starts",
            ),
            # As near to "no two overlap" as both engines go; the service locks and does the rest.
            models.UniqueConstraint(
                fields=["person", "provider", "role"],
                condition=Q(ends_on__isnull=True),
                name="engagement_open_once",
            ),
            models.UniqueConstraint(
                fields=["person", "provider", "role", "starts_on"],
                name="engagement_starts_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.provider}"
