from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from stc.notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """What a person was told, word for word, in every language of the house.

    The words are frozen when they are said: a later change of a template, a name or a date never
    changes what somebody was told. ``key`` names the event; one event is told a person once.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name=_("orang")
    )
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=120, help_text="The event: accounts.role_given:7.")
    texts = models.JSONField(help_text='{"id": {"subject", "body", "action"}, "en": …}')
    path = models.CharField(max_length=300, blank=True, help_text="Where the notice leads.")
    sent_at = models.DateTimeField(_("waktu"), default=timezone.now)
    read_at = models.DateTimeField(_("dibaca"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemberitahuan")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_for_an_event"),
        ]
        indexes = [
            models.Index(fields=["person", "-sent_at"], name="notice_of_person"),
            models.Index(
                fields=["person"], name="notice_unread", condition=models.Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def said_in(self, language: str) -> dict[str, str]:
        """The words in a language: ``subject``, ``body`` and ``action`` (empty without a path)."""
        return self.texts.get(language) or self.texts[settings.LANGUAGE_CODE]

    @property
    def said(self) -> dict[str, str]:
        """The words in the reader's language."""
        return self.said_in(translation.get_language() or settings.LANGUAGE_CODE)


class Choice(models.Model):
    """A person's own yes or no to a group of notices on a channel; without a row it is yes."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_choices"
    )
    group = models.CharField(max_length=32)
    channel = models.CharField(max_length=32)
    wanted = models.BooleanField()

    class Meta:
        verbose_name = _("pilihan pemberitahuan")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "channel"], name="notice_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}/{self.channel}: {self.wanted}"


class Delivery(models.Model):
    """One notice on its way by one channel. Sent once, or once more after a crash: same mail."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu dikirim")
        SENT = "sent", _("terkirim")
        REFUSED = "refused", _("ditolak")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(
        max_length=200, blank=True, help_text="What the channel's server answered, for operators."
    )

    class Meta:
        verbose_name = _("pengiriman")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_a_channel"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", done_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(done_at__isnull=False)),
                name="delivery_done_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state} #{self.pk}"
