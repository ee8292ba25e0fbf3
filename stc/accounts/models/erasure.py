from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from stc.accounts.models.people import User


class ErasureRequestQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Requests that wait for a decision, the most urgent first."""
        return self.filter(state=ErasureRequest.State.ASKED).order_by("due_at")

    def closed(self) -> Self:
        """Requests that wait for nobody, the newest first."""
        return self.exclude(state=ErasureRequest.State.ASKED).order_by("-asked_at")


class ErasureRequest(models.Model):
    """A person asks to be forgotten; an officer decides until ``due_at``; a job erases."""

    class State(models.TextChoices):
        ASKED = "asked", _("menunggu keputusan")
        GRANTED = "granted", _("dikabulkan, sedang dihapus")
        REFUSED = "refused", _("ditolak")
        WITHDRAWN = "withdrawn", _("dibatalkan pemohon")
        ERASED = "erased", _("selesai dihapus")

    person = models.ForeignKey(User, models.PROTECT, related_name="erasure_requests")
    state = FSMField(_("keadaan"), choices=State.choices, default=State.ASKED, protected=True)
    words = models.TextField(_("alasan pemohon"), blank=True)
    asked_at = models.DateTimeField(_("diminta"), default=timezone.now)
    due_at = models.DateTimeField(_("batas keputusan"))
    decided_at = models.DateTimeField(_("diputuskan"), null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("alasan keputusan"), blank=True)
    erased_at = models.DateTimeField(_("dihapus"), null=True, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("permintaan penghapusan")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["asked", "granted"]),
                name="erasure_one_open_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"], decided_at__isnull=True)
                | Q(state__in=["granted", "refused", "erased"], decided_at__isnull=False)
                & Q(decided_by__isnull=False)
                & ~Q(why=""),
                name="erasure_decided_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state="erased", erased_at__isnull=False)
                | ~Q(state="erased") & Q(erased_at__isnull=True),
                name="erasure_done_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"

    @property
    def is_overdue(self) -> bool:
        return self.state == self.State.ASKED and self.due_at < timezone.now()

    def _decide(self, *, by: User, why: str, at: datetime) -> None:
        self.decided_by, self.why, self.decided_at = by, why, at

    @transition(state, source=State.ASKED, target=State.GRANTED)
    def grant(self, *, by: User, why: str, at: datetime) -> None:
        self._decide(by=by, why=why, at=at)

    @transition(state, source=State.ASKED, target=State.REFUSED)
    def refuse(self, *, by: User, why: str, at: datetime) -> None:
        self._decide(by=by, why=why, at=at)

    @transition(state, source=State.ASKED, target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """The person thought better of it."""

    @transition(state, source=State.GRANTED, target=State.ERASED)
    def erase(self, *, at: datetime) -> None:
        self.erased_at = at
        self.words = ""  # the person's own words go with the person
