from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PREFIX_LENGTH = 8


class ApiKeyQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A key is its owner's alone; no officer sees another's."""
        return self.filter(owner_id=user.pk)

    def in_force(self) -> Self:
        """Keys that open the door today: not revoked, not past their last day."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=timezone.localdate())


class ApiKey(models.Model):
    """A person's key for programs. It lets in no further than the person, nor than its scopes.

    The secret (256 bits) is shown once; kept are its SHA-256 and its first characters, by which
    the owner tells keys apart. ``expires_on`` is the last day on which it opens.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_keys")
    label = models.CharField(_("nama kunci"), max_length=60)
    prefix = models.CharField(max_length=PREFIX_LENGTH)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("boleh apa"))
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    last_used_at = models.DateTimeField(_("terakhir dipakai"), null=True, blank=True)
    expires_on = models.DateField(_("berlaku sampai"))
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kunci API")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "label"],
                condition=models.Q(revoked_at__isnull=True),
                name="api_key_one_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} (stc_{self.prefix}…)"

    @property
    def in_force(self) -> bool:
        return self.revoked_at is None and self.expires_on >= timezone.localdate()


class KeptReply(models.Model):
    """What a POST with an ``Idempotency-Key`` answered, so that a repeat gets the same answer.

    It is written in the transaction of the act itself: act and reply stand both or not at all.
    """

    KEPT = timedelta(hours=24)

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body.")
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("jawaban tersimpan")
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="kept_reply_one_for_each_key")
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.key}"
