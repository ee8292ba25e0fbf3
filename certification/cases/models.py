from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from certification.cases.groups import Group
from certification.cases.querysets import BatchQuerySet, CaseQuerySet
from certification.exams.models import Paper, Result, Sitting
from certification.schemes.models import Scheme, SchemeRule
from courses.learning.models import TrainingClass


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

    Never changed; the newest of a case counts, as long as the profile spells the name so. It goes
    with a person who is erased.
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


class BatchDecision(models.Model):
    """That an officer decides K on many of a sitting or a class, for reasons written once.

    It decides nothing itself: for each of its lines a decision follows, judged anew at its own
    moment. K only, for whoever hears BK is owed reasons of their own. ``token`` is the page's from
    which it was asked: a second click is the same batch.
    """

    FROZEN = ("sitting", "training_class", "decided_by", "reasons", "token", "asked_at")

    sitting = models.ForeignKey(
        Sitting, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches_decided"
    )
    reasons = models.TextField(_("alasan"))
    token = models.UUIDField()
    asked_at = models.DateTimeField(_("diminta"), default=timezone.now)
    ended_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("putusan sekaligus")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["decided_by", "token"], name="batch_asked_once"),
            models.CheckConstraint(
                condition=Q(sitting__isnull=True, training_class__isnull=False)
                | Q(sitting__isnull=False, training_class__isnull=True),
                name="batch_of_a_sitting_or_a_class",
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="batch_has_reasons"),
        ]

    def __str__(self) -> str:
        return str(self.group)

    def get_absolute_url(self) -> str:
        return reverse("cases:batch", args=[self.pk])

    @property
    def group(self) -> Group:
        return Group(self.sitting, self.training_class)


class BatchLine(models.Model):
    """One case of a batch: it waits, is decided, or was refused, ``why`` in the officer's words."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        DONE = "done", _("diputuskan")
        REFUSED = "refused", _("ditolak")

    batch = models.ForeignKey(BatchDecision, models.PROTECT, related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, related_name="batch_lines")
    state = FSMField(
        _("keadaan"), choices=State.choices, default=State.WAITING, protected=True, max_length=8
    )
    why = models.TextField(_("sebab"), blank=True)
    settled_at = models.DateTimeField(_("diselesaikan"), null=True, blank=True)

    class Meta:
        verbose_name = _("baris putusan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="batch_line_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="waiting"), name="batch_line_waits_in_one"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True, why="")
                | Q(state="done", settled_at__isnull=False, why="")
                | Q(state="refused", settled_at__isnull=False) & ~Q(why=""),
                name="batch_line_has_what_its_state_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.case_id}"

    @transition(state, source=State.WAITING, target=State.DONE)
    def settle(self, *, at: datetime) -> None:
        self.settled_at = at

    @transition(state, source=State.WAITING, target=State.REFUSED)
    def refuse(self, *, why: str, at: datetime) -> None:
        self.why, self.settled_at = why, at
