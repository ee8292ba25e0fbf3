from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from courses.competencies.models import Unit


def _in_readers_language(row: models.Model, field: str) -> str:
    language = "en" if translation.get_language() == "en" else "id"
    return getattr(row, f"{field}_{language}")


class Item(models.Model):
    """A question of the bank, known by its code through all its versions."""

    code = models.CharField(_("kode"), max_length=20, unique=True)

    class Meta:
        verbose_name = _("soal")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """One wording of an item. Written once: another wording is another version.

    Of an item at most one version is approved; exams draw from those, and pin what they served.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("konsep")
        APPROVED = "approved", pgettext_lazy("soal", "disetujui")
        RETIRED = "retired", _("ditarik")

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    stem_id = models.TextField(_("pertanyaan"))
    stem_en = models.TextField(_("pertanyaan Inggris"))
    rationale_id = models.TextField(_("alasan kunci"))
    rationale_en = models.TextField(_("alasan kunci Inggris"))
    state = FSMField(_("keadaan"), choices=State.choices, default=State.DRAFT, protected=True)
    written_at = models.DateTimeField(_("ditulis"), default=timezone.now)

    class Meta:
        verbose_name = _("versi soal")
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_version_number"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="approved"), name="item_one_approved_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"

    @transition(state, source=State.DRAFT, target=State.APPROVED)
    def approve(self) -> None:
        """Exams may draw it from now on."""

    @transition(state, source=State.APPROVED, target=State.RETIRED)
    def retire(self) -> None:
        """Exams draw it no more; what served it still marks by it."""

    @property
    def stem(self) -> str:
        return _in_readers_language(self, "stem")


class Option(models.Model):
    """One of the four answers that a version offers."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField(_("urutan"))
    text_id = models.CharField(_("jawaban"), max_length=250)
    text_en = models.CharField(_("jawaban Inggris"), max_length=250)

    class Meta:
        verbose_name = _("pilihan jawaban")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="option_position"),
            models.CheckConstraint(condition=Q(position__range=(1, 4)), name="option_one_of_four"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.position}"

    @property
    def text(self) -> str:
        return _in_readers_language(self, "text")


class Key(models.Model):
    """Which option is right: a table of its own, so that no query of items can carry it along."""

    version = models.OneToOneField(ItemVersion, models.PROTECT, related_name="+", primary_key=True)
    option = models.ForeignKey(Option, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kunci")

    def __str__(self) -> str:
        return f"{self.version_id}"
