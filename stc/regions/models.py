from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A province, or a city or regency in one. ``code`` is the Ministry of Home Affairs' code.

    Names change by law: each stands in ``RegionName`` with the day from which it holds.
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

    class Meta:
        verbose_name = _("wilayah")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level="province", parent__isnull=True)
                | ~models.Q(level="province") & models.Q(parent__isnull=False),
                name="region_only_provinces_stand_alone",
            )
        ]

    def __str__(self) -> str:
        return self.name
