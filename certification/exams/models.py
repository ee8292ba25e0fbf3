from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from certification.exams import querysets
from certification.items.models import ItemVersion
from courses.competencies.models import Unit
from stc.regions.models import Region

PERSON = settings.AUTH_USER_MODEL


class Paper(models.Model):
    """What an exam asks: how many items of which unit, within how many minutes."""

    code = models.CharField(_("kode"), max_length=20, unique=True)
    title_id = models.CharField(_("judul"), max_length=120)
    title_en = models.CharField(_("judul Inggris"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("menit"))

    class Meta:
        verbose_name = _("paket ujian")
        verbose_name_plural = _("paket ujian")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1), name="paper_lasts_a_while")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if translation.get_language() == "en" else self.title_id


class BlueprintLine(models.Model):
    """That a paper draws so many items of a unit."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="blueprint")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    items = models.PositiveSmallIntegerField(_("soal"))

    class Meta:
        verbose_name = _("baris kisi-kisi")
        constraints = [
            models.UniqueConstraint(fields=["paper", "unit"], name="blueprint_unit_once"),
            models.CheckConstraint(condition=Q(items__gte=1), name="blueprint_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.items} × {self.unit_id}"


class CutScore(models.Model):
    """What share of a paper's items must be right, in percent, from a day on.

    The one that holds on the day an attempt starts is its own; a later one changes no result.
    """

    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="cuts", verbose_name=_("paket ujian")
    )
    valid_from = models.DateField(_("berlaku sejak"))
    percent = models.PositiveSmallIntegerField(_("batas lulus (%)"))
    decree = models.CharField(_("dasar"), max_length=200)

    objects = querysets.CutScoreQuerySet.as_manager()
    panels = [
        FieldPanel("paper"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("percent")]),
        FieldPanel("decree"),
    ]

    class Meta:
        verbose_name = _("batas lulus")
        verbose_name_plural = _("batas lulus")
        ordering = ["paper", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "valid_from"], name="cut_score_one_a_day"),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="cut_score_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.percent} % ({self.valid_from})"


class Sitting(models.Model):
    """A paper sat at a place. One may start from ``opens_at`` on; nobody works past ``closes_at``.

    ``examiner`` answers for it; whoever taught a candidate cannot (see ``Registration``).
    """

    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="sittings", verbose_name=_("paket ujian")
    )
    name = models.CharField(_("nama sesi"), max_length=120)
    venue = models.CharField(_("tempat"), max_length=200)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("kabupaten/kota")
    )
    opens_at = models.DateTimeField(_("dibuka"))
    closes_at = models.DateTimeField(_("ditutup"))
    capacity = models.PositiveSmallIntegerField(_("kursi"))
    examiner = models.ForeignKey(
        PERSON, models.PROTECT, related_name="sittings", verbose_name=_("penguji")
    )
    released_at = models.DateTimeField(_("hasil diterbitkan"), null=True, blank=True)
    released_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="sittings_released"
    )

    objects = querysets.SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sesi ujian")
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "name", "opens_at", "examiner"], name="sitting_opened_once"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="sitting_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="sitting_has_seats"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="sitting_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether one may start now."""
        return self.opens_at <= timezone.now() < self.closes_at and self.released_at is None


class Registration(models.Model):
    """A candidate's seat in a sitting: a judgement by its examiner, so that the database itself
    refuses whoever taught, employs or is related to the candidate.

    ``origin`` names the act that led to it: ``cases.case:3``.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="registrations")
    candidate = models.ForeignKey(PERSON, models.PROTECT, related_name="exam_registrations")
    examiner = models.ForeignKey(PERSON, models.PROTECT, related_name="registrations_examined")
    origin = models.CharField(max_length=64)
    registered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="registrations_made")
    registered_at = models.DateTimeField(_("didaftarkan"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)

    objects = querysets.RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pendaftaran ujian")
        constraints = [
            models.UniqueConstraint(
                fields=["origin"],
                condition=Q(withdrawn_at__isnull=True),
                name="registration_one_standing_per_origin",
            ),
            models.UniqueConstraint(
                fields=["sitting", "candidate"],
                condition=Q(withdrawn_at__isnull=True),
                name="registration_one_seat_a_candidate",
            ),
            models.CheckConstraint(
                condition=~Q(candidate=F("examiner")), name="registration_examined_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.sitting}"


class Attempt(models.Model):
    """A candidate at work, from ``started_at`` to ``ends_at`` by the server's clock.

    ``segment`` counts the openings of its page: answers of the newest one override older ones.
    ``handed_in_at`` is never past ``ends_at``: the moment of the candidate's hand-in, or exactly
    ``ends_at`` where the clock ended it.
    """

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="attempt")
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("berakhir"))
    segment = models.PositiveIntegerField(default=0)
    handed_in_at = models.DateTimeField(_("diserahkan"), null=True, blank=True)

    objects = querysets.AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengerjaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("started_at")), name="attempt_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True)
                | Q(handed_in_at__gte=F("started_at"), handed_in_at__lte=F("ends_at")),
                name="attempt_handed_in_by_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.pk}"

    @property
    def is_running(self) -> bool:
        return self.handed_in_at is None and timezone.now() < self.ends_at

    @property
    def was_ended_by_the_clock(self) -> bool:
        return self.handed_in_at == self.ends_at


class ServedItem(models.Model):
    """The version that an attempt holds at a position (1 and up), for good: marking goes by it.

    ``order`` names the version's options in the order in which they are shown: ``3142``.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    order = models.CharField(max_length=4)

    class Meta:
        verbose_name = _("soal tersaji")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="served_position"),
            models.UniqueConstraint(fields=["attempt", "version"], name="served_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.position}"


class Response(models.Model):
    """One answer as it arrived; rows are only ever added. Which of them stands: ``standing``.

    ``option`` is the place of the chosen option as it was shown, 1 to 4; empty takes it back.
    ``late`` came after the end: kept, not marked.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="responses")
    segment = models.PositiveIntegerField()
    counter = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    option = models.PositiveSmallIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    late = models.BooleanField()

    class Meta:
        verbose_name = _("jawaban")
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "segment", "counter"], name="response_counted_once"
            ),
            models.CheckConstraint(
                condition=Q(option__isnull=True) | Q(option__range=(1, 4)),
                name="response_one_of_four",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.segment}.{self.counter}"


class Result(models.Model):
    """What an attempt came to, by the cut score of its day. Marks never change once written.

    ``released_by`` judges the candidate: whoever has another tie than that of an examiner may not.
    """

    class Outcome(models.TextChoices):
        COMPETENT = "K", _("kompeten")
        NOT_YET = "BK", _("belum kompeten")

    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="result")
    candidate = models.ForeignKey(PERSON, models.PROTECT, related_name="exam_results")
    right = models.PositiveSmallIntegerField(_("benar"))
    out_of = models.PositiveSmallIntegerField(_("dari"))
    cut_score = models.ForeignKey(CutScore, models.PROTECT, related_name="+")
    percent_needed = models.PositiveSmallIntegerField(_("batas lulus (%)"))
    outcome = models.CharField(_("hasil"), max_length=2, choices=Outcome.choices)
    marked_at = models.DateTimeField(_("dinilai"), default=timezone.now)
    released_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)
    released_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="results_released"
    )

    objects = querysets.ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("hasil ujian")
        constraints = [
            models.CheckConstraint(
                condition=Q(right__lte=F("out_of"), out_of__gte=1), name="result_right_of_all"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="result_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.outcome}"

    @property
    def source(self) -> str:
        """The name by which ties and trails know it."""
        return f"exams.result:{self.pk}"
