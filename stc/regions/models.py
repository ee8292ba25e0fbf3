from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RegionQuerySet(models.QuerySet):
    def standing_on(self, day: date) -> Self:
        """Regions that existed on that day: one may be split off or merged away later."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        )

    def provinces(self) -> Self:
        return self.filter(level=Region.Level.PROVINCE)


class Region(models.Model):
    """A province, or a city or regency in one. ``code`` is the Ministry of Home Affairs' code.

    Names change by law: each stands in ``RegionName`` with the day from which it holds, and
    ``name`` and ``name_en`` repeat today's, so that a list needs no second table.
    ``valid_from`` is empty where the region is older than our records; ``valid_until`` is the
    first day on which it no longer exists.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("provinsi")
        REGENCY = "regency", _("kabupaten")
        CITY = "city", _("kota")

    code = models.CharField(_("kode"), max_length=8, unique=True)
    level = models.CharField(_("tingkat"), max_length=8, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("nama"), max_length=80)
    name_en = models.CharField(_("nama Inggris"), max_length=80)
    island = models.CharField(_("pulau"), max_length=40)
    timezone = models.CharField(_("zona waktu"), max_length=40)
    valid_from = models.DateField(_("berdiri sejak"), null=True, blank=True)
    valid_until = models.DateField(_("berdiri sampai"), null=True, blank=True)
    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("wilayah")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="province", parent__isnull=True)
                | ~Q(level="province") & Q(parent__isnull=False),
                name="region_only_provinces_stand_alone",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="region_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Today's name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name

    def name_on(self, day: date) -> "RegionName":
        """The name it bore on that day; before the first name we know, that first one."""
        held = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.names.filter(held).last() or self.names.first()


class RegionName(models.Model):
    """A name by law and the day from which it holds; empty: since before our records."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="names")
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    name = models.CharField(_("nama"), max_length=80)
    name_en = models.CharField(_("nama Inggris"), max_length=80)
    decree = models.CharField(_("dasar hukum"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("nama wilayah")
        ordering = ["region", F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["region", "valid_from"], name="region_name_one_a_day"),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(valid_from__isnull=True),
                name="region_name_one_undated",
            ),
        ]

    def __str__(self) -> str:
        return self.name
