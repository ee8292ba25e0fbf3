"""How papers of a kind look: what editors change, and the versions that credentials keep."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from certification.credentials import kinds, paper
from certification.credentials.blocks import SignatoryBlock
from certification.credentials.looks import crests, designs, printable, specimen
from certification.credentials.paper import Design, Signatory
from certification.credentials.querysets import TemplateVersionQuerySet


def _words(label, most: int, **more) -> models.CharField:
    return models.CharField(label, max_length=most, validators=[printable.check_text], **more)


def _colour(label) -> models.CharField:
    return models.CharField(label, max_length=7, validators=[printable.check_colour])


class Template(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """How papers of one kind look. Editors change it; what is published becomes a version.

    Nothing that was issued follows it: a credential keeps the version it was issued with.
    """

    class Background(models.TextChoices):
        KAWUNG = "kawung", _("kawung")
        WAVES = "waves", _("gelombang")
        PLAIN = "plain", _("polos")

    WORDS = designs.WORDS
    COLOURS = ("ink", "quiet", "accent", "ornament", "gold")
    FIELDS = (*WORDS, *COLOURS, "background")
    CREST_GONE = _("Gambar lambang ini tidak dapat dibuka. Pilih gambar lain.")
    # On white, by WCAG 2.2: 1.4.6 for what must be read, 1.4.3 for the rest.
    CONTRASTS = {"ink": 7, "quiet": 4.5, "accent": 4.5}

    kind = models.CharField(_("jenis"), max_length=32, unique=True, choices=kinds.choices)
    issuer = _words(_("penerbit"), 60)
    heading_id = _words(_("judul"), 30)
    heading_en = _words(_("judul Inggris"), 30)
    awarded_id = _words(_("kata di atas nama"), 30)
    awarded_en = _words(_("kata di atas nama, Inggris"), 30)
    note_id = _words(
        _("keterangan"),
        60,
        help_text=_("Kalimat yang mengatakan kertas ini bukan apa, misalnya kartu dari Polri."),
    )
    note_en = _words(_("keterangan Inggris"), 60)
    ink = _colour(_("warna tulisan"))
    quiet = _colour(_("warna tulisan kecil"))
    accent = _colour(_("warna judul"))
    ornament = _colour(_("warna hiasan"))
    gold = _colour(_("warna garis emas"))
    background = models.CharField(_("latar"), max_length=8, choices=Background.choices)
    crest = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lambang"),
        help_text=_("Tanpa gambar, lambang STC yang dicetak."),
    )
    signatories = StreamField(
        [("signatory", SignatoryBlock())],
        max_num=2,
        blank=True,
        verbose_name=_("penanda tangan"),
    )

    class Meta:
        verbose_name = _("rancangan cetak")
        verbose_name_plural = _("rancangan cetak")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        super().clean()
        errors = {}
        for field, least in self.CONTRASTS.items():
            try:
                printable.check_contrast(getattr(self, field), least=least)
            except ValidationError as error:
                errors[field] = error
        if self.crest:
            try:
                self._crest()
            except OSError:
                errors["crest"] = ValidationError(self.CREST_GONE, code="broken")
            if self.crest.width > crests.WIDEST * self.crest.height:
                errors["crest"] = ValidationError(
                    _("Lambang ini terlalu lebar: paling lebar satu setengah kali tingginya."),
                    code="too_wide",
                )
        if errors:
            raise ValidationError(errors)
        for field in self.COLOURS:  # one spelling, so that the same design is the same
            setattr(self, field, getattr(self, field).upper())

    @classmethod
    def said_by(cls, design: Design) -> dict[str, str]:
        """The fields of a template that looks as a design without crest and signatories."""
        return {field: getattr(design, field) for field in cls.FIELDS}

    def design(self) -> Design:
        """What it says now, published or not. Raises ``OSError`` where the crest is gone."""
        return Design(
            **{field: getattr(self, field) for field in self.FIELDS},
            crest=self._crest(),
            signatories=tuple(Signatory(**dict(block.value)) for block in self.signatories),
        )

    def _crest(self) -> bytes:
        if not self.crest:
            return b""
        with self.crest.file.open() as file:
            return crests.png(file)

    @property
    def newest_number(self) -> int | None:
        """The number of the version that new credentials get."""
        return self.versions.order_by("-number").values_list("number", flat=True).first()

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [(form, specimen.LABELS[form]) for form in paper.FORMS]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The pages as pictures. Who may see them is asked by the editor's own views."""
        try:
            design = self.design()
        except OSError:
            return specimen.refused(request, [str(self.CREST_GONE)])
        return specimen.page(request, design, form=mode_name or paper.FORMS[0])


class TemplateVersion(models.Model):
    """A template as it was published. Written once; what was issued with it looks so for good."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("versi"))
    content = models.JSONField(help_text="A design without its crest.")
    crest = models.BinaryField(default=bytes, help_text="PNG without transparency.")
    sha256 = models.CharField(max_length=64, help_text="Over content and crest.")
    published_at = models.DateTimeField(_("terbit"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versi rancangan cetak")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_version_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}, {self.number}"

    def design(self) -> Design:
        return designs.design_of(self.content, bytes(self.crest))
