from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.providers.models import Engagement, Provider
from stc.accounts.permissions import is_platform_admin


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """What somebody reads is their own matter: nobody sees another's."""
        return self.filter(person_id=user.pk)


class Enrolment(models.Model):
    """That a person follows a curriculum in one edition, and where they are in it.

    Lessons are named by the key that a page shares with its translation.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    curriculum_code = models.CharField(_("kurikulum"), max_length=20)
    edition = models.CharField(_("edisi"), max_length=12)
    started_at = models.DateTimeField(_("mulai"), default=timezone.now)
    last_lesson_key = models.UUIDField(_("pelajaran terakhir"), null=True, blank=True)
    completed_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("keikutsertaan")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "curriculum_code", "edition"], name="enrolment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.curriculum_code} ({self.edition})"


class LessonRead(models.Model):
    """That a lesson was read within an enrolment."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="reads")
    lesson_key = models.UUIDField()
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pelajaran terbaca")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="lesson_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson_key}"


class TrainingClassQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Platform admins see all; whoever is engaged at a provider today sees its classes."""
        if is_platform_admin(user):
            return self.all()
        mine = Engagement.objects.current().filter(person_id=user.pk).values("provider")
        return self.filter(provider__in=mine)

    def running(self, on: date | None = None) -> Self:
        """Classes that have begun and are not over on a day (today, unless told)."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class TrainingClass(models.Model):
    """A class of a provider on one curriculum, from a day to a day (both included)."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="classes")
    curriculum_code = models.CharField(_("kurikulum"), max_length=20)
    edition = models.CharField(_("edisi"), max_length=12)
    name = models.CharField(_("nama kelas"), max_length=120)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    approval_letter = models.CharField(_("nomor surat persetujuan"), max_length=120)
    instructors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="ClassInstructor", related_name="classes_taught"
    )

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("kelas")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "curriculum_code", "edition", "name"], name="class_opened_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="class_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def taught_by(self) -> frozenset[int]:
        """Ids of its instructors, read once for this instance."""
        return frozenset(self.teaching.values_list("person_id", flat=True))


class ClassInstructor(models.Model):
    """That a person teaches a class."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="teaching")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="teaching")

    class Meta:
        verbose_name = _("instruktur kelas")
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "person"], name="class_instructor_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.training_class}"


class Seat(models.Model):
    """A person's place in a class. Its ties name it as their source: ``learning.seat:7``."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats_given"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("peserta")
        constraints = [
            models.UniqueConstraint(fields=["training_class", "person"], name="seat_once"),
            models.CheckConstraint(
                condition=~Q(person=F("added_by")), name="seat_given_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.training_class}"

    @property
    def source(self) -> str:
        return f"learning.seat:{self.pk}"


class ModuleHours(models.Model):
    """Lesson hours (JP) of one module that a seat has had, as the module said on that day."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="hours")
    module_key = models.UUIDField()
    theory = models.PositiveSmallIntegerField(_("JP teori"))
    practice = models.PositiveSmallIntegerField(_("JP praktik"))
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("jam modul")
        constraints = [
            models.UniqueConstraint(fields=["seat", "module_key"], name="module_hours_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.theory} + {self.practice}"
