from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from associations.branches.querysets import BranchQuerySet, OfficeQuerySet
from stc.regions.models import Region


class Tier(models.TextChoices):
    NATIONAL = "national", _("nasional")
    PROVINCE = "province", _("provinsi")
    CITY = "city", _("kabupaten/kota")

    @property
    def below(self) -> "Tier | None":
        """The tier one below; none below a city's."""
        return {Tier.NATIONAL: Tier.PROVINCE, Tier.PROVINCE: Tier.CITY}.get(self)


class Association(models.Model):
    """A body with tiers; what it calls each tier (DPP, DPD, DPC) are its own words."""

    name = models.CharField(_("nama"), max_length=160, unique=True)
    slug = models.SlugField(_("alamat singkat"), max_length=80, unique=True)
    national_id = models.CharField(_("sebutan nasional"), max_length=80)
    national_en = models.CharField(_("sebutan nasional, Inggris"), max_length=80)
    province_id = models.CharField(_("sebutan provinsi"), max_length=80)
    province_en = models.CharField(_("sebutan provinsi, Inggris"), max_length=80)
    city_id = models.CharField(_("sebutan kabupaten/kota"), max_length=80)
    city_en = models.CharField(_("sebutan kabupaten/kota, Inggris"), max_length=80)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("national_id"), FieldPanel("national_en")]),
        FieldRowPanel([FieldPanel("province_id"), FieldPanel("province_en")]),
        FieldRowPanel([FieldPanel("city_id"), FieldPanel("city_en")]),
    ]

    class Meta:
        verbose_name = _("asosiasi")
        verbose_name_plural = _("asosiasi")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def called(self, tier: str) -> str:
        """What this association calls a tier, in the reader's language."""
        english = (get_language() or "").startswith("en")
        return getattr(self, f"{tier}_{'en' if english else 'id'}")


class Branch(models.Model):
    """An association's body in a region, on one of three tiers; the national one is the root.

    The database refuses a parent that is not exactly one tier above in the same association
    (``triggers``), so that a tree is never deeper than three. ``closed_on`` is the last day.
    """

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="branches", verbose_name=_("asosiasi")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("di bawah"),
    )
    tier = models.CharField(_("tingkat"), max_length=8, choices=Tier.choices)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("wilayah")
    )
    name = models.CharField(_("nama"), max_length=160)
    slug = models.SlugField(_("alamat singkat"), max_length=80)
    opened_on = models.DateField(_("dibuka"))
    closed_on = models.DateField(_("ditutup"), null=True, blank=True)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = _("cabang")
        verbose_name_plural = _("cabang")
        constraints = [
            models.CheckConstraint(
                condition=Q(tier="national", parent__isnull=True, region__isnull=True)
                | ~Q(tier="national") & Q(parent__isnull=False, region__isnull=False),
                name="branch_only_the_national_stands_alone",
            ),
            models.UniqueConstraint(
                fields=["association"],
                condition=Q(parent__isnull=True),
                name="branch_one_root",
            ),
            models.UniqueConstraint(
                fields=["association", "region"],
                condition=Q(closed_on__isnull=True),
                name="branch_one_open_a_region",
            ),
            models.UniqueConstraint(
                fields=["association", "slug"], name="branch_slug_once_an_association"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="branch_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("branches:public_branch", args=[self.association.slug, self.slug])

    @property
    def called(self) -> str:
        """What its association calls its tier: DPC."""
        return self.association.called(self.tier)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def above(self) -> list[int]:
        """Ids of the branches above, the nearest first."""
        if self.parent_id is None:
            return []
        return [pk for pk in (self.parent_id, self.parent.parent_id) if pk is not None]


class Office(models.Model):
    """A role that a person holds in a branch, from a day to a day (both included).

    What the role allows ends with it.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", _("ketua")
        SECRETARY = "secretary", _("sekretaris")
        TREASURER = "treasurer", _("bendahara")
        ADMIN = "admin", _("admin cabang")

    BOARD = (Role.CHAIR, Role.SECRETARY, Role.TREASURER)
    LEADS = (Role.CHAIR, Role.ADMIN)

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="offices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="offices")
    role = models.CharField(_("jabatan"), max_length=10, choices=Role.choices)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("jabatan di cabang")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="office_ends_after_it_starts",
            ),
            # As near to "no two overlap" as both engines go; the service locks and does the rest.
            models.UniqueConstraint(
                fields=["person", "branch", "role"],
                condition=Q(ends_on__isnull=True),
                name="office_open_once",
            ),
            models.UniqueConstraint(
                fields=["branch", "role"],
                condition=Q(ends_on__isnull=True) & ~Q(role="admin"),
                name="office_of_the_board_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.branch}"
