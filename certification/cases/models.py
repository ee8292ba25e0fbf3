from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from certification.cases.querysets import CaseQuerySet
from certification.exams.models import Paper, Result
from certification.schemes.models import Scheme, SchemeRule


class Case(models.Model):
    """A person's application for a certificate, from its opening to the decision.

    It goes by the rule, the paper and the curriculum's edition of the day on which it was opened,
    whatever changes later. ``result`` is the exam's, once it was released.
    """

    class State(models.TextChoices):
        OPEN = "open", _("diajukan")
        EXAMINED = "examined", _("menunggu keputusan")
        DECIDED = "decided", _("diputuskan")
        WITHDRAWN = "withdrawn", _("ditarik")

    UNFINISHED = (State.OPEN, State.EXAMINED)
    FROZEN = ("scheme", "rule", "paper", "edition", "opened_at")
    SOURCE = "cases.case"

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="cases")
    rule = models.ForeignKey(SchemeRule, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    edition = models.CharField(_("edisi"), max_length=12)
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases")
    state = FSMField(
        _("keadaan"), choices=State.choices, default=State.OPEN, protected=True, max_length=12
    )
    opened_at = models.DateTimeField(_("diajukan"), default=timezone.now)
    result = models.OneToOneField(
        Result, models.PROTECT, null=True, blank=True, related_name="case"
    )
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("perkara")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "scheme"],
                condition=Q(state__in=["open", "examined"]),
                name="case_one_unfinished_per_scheme",
            ),
            models.CheckConstraint(
                condition=Q(state="open", result__isnull=True)
                | Q(state__in=["examined", "decided"], result__isnull=False)
                | Q(state="withdrawn"),
                name="case_examined_by_a_result",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True),
                name="case_withdrawn_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.code} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("cases:detail", args=[self.pk])

    @property
    def source(self) -> str:
        """The name by which exams, credentials and qualifications know it."""
        return f"{self.SOURCE}:{self.pk}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @transition(state, source=State.OPEN, target=State.EXAMINED)
    def examine(self, *, result: Result) -> None:
        self.result = result

    @transition(state, source=State.EXAMINED, target=State.DECIDED)
    def decide(self) -> None:
        """The decision is a row of its own."""

    @transition(state, source=UNFINISHED, target=State.WITHDRAWN)
    def withdraw(self, *, at: datetime) -> None:
        self.withdrawn_at = at


class NameConfirmation(models.Model):
    """That its candidate confirmed how the name is to stand on the certificate, letter by letter.

    Written once; the newest of a case counts, as long as the profile spells the name so.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="name_confirmations")
    name = models.CharField(_("nama"), max_length=120)
    confirmed_at = models.DateTimeField(_("dikonfirmasi"), default=timezone.now)

    class Meta:
        verbose_name = _("konfirmasi nama")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="name_confirmation_of_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"


class Decision(models.Model):
    """What a named officer decided on a case, and why: written once, for the candidate to read.

    A judgement without exception: nobody who taught, examined or is otherwise tied to the
    candidate can have written it. ``candidate`` is the record on which it was taken.
    """

    class Outcome(models.TextChoices):
        COMPETENT = "K", _("kompeten")
        NOT_YET = "BK", _("belum kompeten")

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(_("keputusan"), max_length=2, choices=Outcome.choices)
    reasons = models.TextField(_("alasan"))
    decided_at = models.DateTimeField(_("diputuskan"), default=timezone.now)

    class Meta:
        verbose_name = _("keputusan")
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(outcome__in=["K", "BK"]), name="decision_one_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"
