from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.credentials.models.credentials import Credential
from certification.credentials.querysets import ShareLinkQuerySet


class ShareLink(models.Model):
    """A link with which its holder shows a credential to whoever has it, until it ends.

    Its address is made of ``seed`` and the house's secret (``sharing``): a copy of the table opens
    nothing. ``ended_at`` is set once it was switched off, or followed by another after its end.
    """

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="share_links")
    seed = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    until = models.DateTimeField(_("terbuka sampai"))
    ended_at = models.DateTimeField(_("berakhir"), null=True, blank=True)
    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("tautan berbagi")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential"],
                condition=Q(ended_at__isnull=True),
                name="share_link_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("made_at")), name="share_link_ends_after_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential_id}/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and self.until > timezone.now()


class ShareOpening(models.Model):
    """How often a link was opened within an hour, by a kind of device: no address, no person."""

    class Device(models.TextChoices):
        ANDROID = "android", _("Ponsel Android")
        IPHONE = "iphone", _("iPhone")
        TABLET = "tablet", _("Tablet")
        COMPUTER = "computer", _("Komputer")
        ROBOT = "robot", _("Pratinjau pesan atau robot")
        OTHER = "other", _("Perangkat lain")

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="openings")
    hour = models.DateTimeField(_("jam"), help_text="Its beginning.")
    device = models.CharField(_("perangkat"), max_length=12, choices=Device.choices)
    times = models.PositiveIntegerField(_("kali"), default=0)

    class Meta:
        verbose_name = _("pembukaan tautan")
        ordering = ["-hour", "device"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "hour", "device"], name="share_opening_one_row_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link_id}: {self.times}"
