from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.competencies.models import Kind, Unit
from courses.curricula import companions
from stc.blocks import BodyBlock


class Level(models.TextChoices):
    """What a curriculum leads to."""

    PRATAMA = "pratama", _("Gada Pratama")
    MADYA = "madya", _("Gada Madya")
    UTAMA = "utama", _("Gada Utama")
    SPECIALIST = "specialist", _("spesialisasi")
    INSTRUCTOR = "instructor", _("instruktur")
    ASSESSOR = "assessor", _("asesor")
    REFRESHER = "refresher", _("penyegaran")


class CurriculumIndexPage(Page):
    """All curricula, by kind of security."""

    subpage_types = ["curricula.CurriculumPage"]

    class Meta:
        verbose_name = _("daftar kurikulum")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        chosen = request.GET.get("jenis", "")
        chosen = chosen if chosen in Kind.values else ""
        found = CurriculumPage.objects.child_of(self).live().with_hours().order_by("path")
        if chosen:
            found = found.filter(kind=chosen)
        return {**context, "kinds": Kind, "chosen": chosen, "curricula": found}


class CurriculumQuerySet(PageQuerySet):
    def with_hours(self):
        """Each with ``hours``: the lesson hours (JP) of its published modules together."""
        modules = (
            ModulePage.objects.live()
            .filter(path__startswith=models.OuterRef("path"))
            .order_by()
            .annotate(one=models.Value(1))
            .values("one")
            .annotate(all=models.Sum(models.F("hours_theory") + models.F("hours_practice")))
            .values("all")
        )
        return self.annotate(hours=models.Subquery(modules))


class CurriculumPage(Page):
    """A curriculum in one edition. A published edition is what its learners go by."""

    code = models.CharField(_("kode"), max_length=20)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices)
    level = models.CharField(_("jenjang"), max_length=12, choices=Level.choices)
    edition = models.CharField(_("edisi"), max_length=12)
    source = models.TextField(_("sumber"), blank=True)
    confidence = models.CharField(_("kepastian"), max_length=80, blank=True)

    objects = PageManager.from_queryset(CurriculumQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("edition")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
        FieldPanel("source"),
        FieldPanel("confidence"),
    ]
    search_fields = [*Page.search_fields, index.FilterField("kind"), index.SearchField("code")]
    parent_page_types = ["curricula.CurriculumIndexPage"]
    subpage_types = ["curricula.ModulePage"]

    class Meta:
        verbose_name = _("kurikulum")

    def clean(self) -> None:
        super().clean()
        twins = CurriculumPage.objects.filter(
            code=self.code, edition=self.edition, locale=self.locale
        ).exclude(pk=self.pk)
        if twins.exists():
            raise ValidationError({"edition": _("Edisi ini sudah ada untuk kurikulum itu.")})

    @property
    def modules(self):
        """Its published modules in their order, each with its units."""
        modules = ModulePage.objects.child_of(self).live().order_by("number")
        return modules.prefetch_related("units")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        modules = list(self.modules)
        return {
            **context,
            "modules": modules,
            "theory": sum(module.hours_theory for module in modules),
            "practice": sum(module.hours_practice for module in modules),
            "companions": companions.of(request, self),
        }


class ModulePage(Page):
    """A module: what it teaches, in how many lesson hours (JP) of theory and of practice."""

    number = models.PositiveSmallIntegerField(_("nomor"))
    hours_theory = models.PositiveSmallIntegerField(_("JP teori"))
    hours_practice = models.PositiveSmallIntegerField(_("JP praktik"))
    units = ParentalManyToManyField(Unit, verbose_name=_("unit"), related_name="modules")

    content_panels = [
        *Page.content_panels,
        FieldRowPanel(
            [FieldPanel("number"), FieldPanel("hours_theory"), FieldPanel("hours_practice")]
        ),
        FieldPanel("units"),
    ]
    parent_page_types = ["curricula.CurriculumPage"]
    subpage_types = ["curricula.LessonPage"]

    class Meta:
        verbose_name = _("modul")

    @property
    def lessons(self):
        """Its published lessons in their order."""
        return LessonPage.objects.child_of(self).live().order_by("path")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "curriculum": self.get_parent(),
            "lessons": self.lessons,
            "companions": companions.of(request, self),
        }


class LessonPage(Page):
    """A lesson to read. An outline says so: its text is still to be written."""

    minutes = models.PositiveSmallIntegerField(_("menit membaca"), default=5)
    outline = models.BooleanField(_("baru kerangka"), default=False)
    body = StreamField(BodyBlock(), verbose_name=_("isi"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("outline")]),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["curricula.ModulePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("pelajaran")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        module = self.get_parent()
        return {
            **context,
            "module": module,
            "curriculum": module.get_parent(),
            "companions": companions.of(request, self),
        }
