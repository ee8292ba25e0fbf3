from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Tie(models.TextChoices):
    """What binds a person to a candidate so that they may not judge them."""

    TAUGHT = "taught", _("mengajar")
    EXAMINED = "examined", _("menguji")
    EMPLOYS = "employs", _("mempekerjakan")
    SUPERVISES = "supervises", _("membawahi")
    RELATED = "related", _("berkerabat")
    PAID = "paid", _("membayar atau dibayar")


class StandingRule(models.Model):
    """How long ties of a kind stand: ``days`` after their end, or for good where it is empty.

    *Taught* and *examined* end on the day that they happened. The rule of the day on which a tie
    ends is the one that counts; its outcome is stored in ``Conflict.stands_until``.
    """

    kind = models.CharField(_("jenis"), max_length=12, choices=Tie.choices)
    valid_from = models.DateField(_("berlaku sejak"))
    days = models.PositiveIntegerField(
        _("hari"), null=True, blank=True, help_text=_("Kosong: berlaku selamanya.")
    )
    decree = models.CharField(_("dasar"), max_length=200)

    class Meta:
        verbose_name = _("aturan masa ikatan")
        verbose_name_plural = _("aturan masa ikatan")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="standing_rule_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.valid_from})"


class ConflictQuerySet(models.QuerySet):
    def standing(self, on: date | None = None):
        """Ties that stand on a day (today, unless told)."""
        day = on or timezone.localdate()
        return self.filter(Q(stands_until__isnull=True) | Q(stands_until__gte=day))

    def between(self, person, candidate):
        return self.filter(person=person, candidate=candidate)

    def barring(self, but: Collection[Tie]):
        """Ties of any kind but these."""
        return self.exclude(kind__in=but)


class Conflict(models.Model):
    """A tie between a person and a candidate. Never deleted; the database refuses judgements by it.

    ``stands_until`` is the last day of its standing (included), empty while it stands for good or
    has no end yet. ``source`` names the act that made it: ``learning.class:7``.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ties")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tied_to")
    kind = models.CharField(_("jenis"), max_length=12, choices=Tie.choices)
    since = models.DateField(_("sejak"))
    ended_on = models.DateField(_("berakhir"), null=True, blank=True)
    stands_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    why = models.CharField(_("sebab"), max_length=200)
    source = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("ikatan")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "candidate", "kind", "source"], name="conflict_once_per_source"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("candidate")), name="conflict_between_two_people"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="conflict_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(stands_until__isnull=True)
                | Q(ended_on__isnull=False, stands_until__gte=F("ended_on")),
                name="conflict_stands_at_least_to_its_end",
            ),
        ]
        indexes = [models.Index(fields=["person", "candidate", "stands_until"])]

    def __str__(self) -> str:
        return f"{self.person} – {self.candidate}: {self.get_kind_display()}"
