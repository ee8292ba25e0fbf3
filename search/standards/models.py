from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from search.standards import codes, words
from search.standards.querysets import RelationQuerySet, StandardQuerySet
from stc.security_kinds import Kind


class Named(models.Model):
    """Has a name in both languages; ``name`` is in the reader's."""

    name_id = models.CharField(_("nama"), max_length=80)
    name_en = models.CharField(_("nama Inggris"), max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if translation.get_language() == "en" else self.name_id


class Topic(RevisionMixin, ClusterableModel, Named):
    """A subject of the controlled vocabulary, a tree two deep: fields above, topics below.

    Standards are given topics, never fields.
    """

    slug = models.SlugField(_("alamat singkat"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("bidang"),
        limit_choices_to={"parent__isnull": True},
    )

    class Meta:
        verbose_name = _("topik")
        verbose_name_plural = _("topik")
        ordering = ["name_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="topic_not_under_itself"
            ),
        ]

    def clean(self) -> None:
        """Two deep: what has topics below it is a field, and stands under nothing."""
        if self.parent_id and (
            self.parent_id == self.pk
            or self.parent.parent_id
            or Topic.objects.filter(parent=self.pk).exists()
        ):
            raise ValidationError(
                {"parent": _("Pohonnya dua tingkat: pilih bidang yang tidak di bawah bidang lain.")}
            )


class Synonym(models.Model):
    """Another word for a topic. ``weight`` is 1 for the very same, less for what is only near."""

    class Language(models.TextChoices):
        INDONESIAN = "id", _("bahasa Indonesia")
        ENGLISH = "en", _("bahasa Inggris")

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="synonyms")
    language = models.CharField(_("bahasa"), max_length=2, choices=Language.choices)
    term = models.CharField(_("kata"), max_length=80)
    weight = models.FloatField(_("bobot"), default=1, help_text=_("Dari 0 sampai 1."))

    class Meta:
        verbose_name = _("sinonim")
        ordering = ["-weight", "term"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "language", "term"], name="synonym_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=1), name="synonym_weight_within_bounds"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["id", "en"]), name="synonym_language_known"
            ),
            models.CheckConstraint(condition=~Q(term=""), name="synonym_says_something"),
        ]

    def __str__(self) -> str:
        return self.term


class Standard(RevisionMixin, ClusterableModel):
    """One edition of a standard: facts, and a few words of our own. Its text is never stored.

    Without an abstract it is known by facts alone. No kind means all five, or not known. The
    fields from ``slug`` on follow from the code and the titles (``derive``).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        CURRENT = "current", pgettext_lazy("status standar", "Berlaku")
        AMENDED = "amended", _("Berlaku dengan perubahan")
        SUPERSEDED = "superseded", _("Digantikan")
        WITHDRAWN = "withdrawn", _("Ditarik")
        UNKNOWN = "unknown", _("Status belum diketahui")

    # The house's badges.
    STANDINGS = {
        Status.DRAFT: "draft",
        Status.CURRENT: "valid",
        Status.AMENDED: "valid",
        Status.SUPERSEDED: "replaced",
        Status.WITHDRAWN: "revoked",
        Status.UNKNOWN: "unknown",
    }
    OVER = (Status.SUPERSEDED, Status.WITHDRAWN)

    code = models.CharField(_("kode"), max_length=80, unique=True)
    body = models.CharField(_("penerbit"), max_length=40)
    year = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    edition = models.CharField(_("edisi"), max_length=20, blank=True)
    title_en = models.CharField(_("judul Inggris"), max_length=500)
    title_id = models.CharField(_("judul"), max_length=500, blank=True)
    abstract_en = models.TextField(_("ringkasan Inggris"), blank=True)
    abstract_id = models.TextField(
        _("ringkasan"), blank=True, help_text=_("Dengan kata sendiri, bukan salinan standarnya.")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices, blank=True)
    topics = ParentalManyToManyField(
        Topic,
        blank=True,
        related_name="standards",
        verbose_name=_("topik"),
        limit_choices_to={"parent__isnull": False},
    )
    ics = models.CharField(_("kelas ICS"), max_length=120, blank=True)
    link = models.URLField(_("halaman resmi"), max_length=300, blank=True)
    source = models.TextField(_("sumber"), blank=True)
    confidence = models.TextField(_("kepastian"), blank=True)

    slug = models.SlugField(max_length=80, unique=True, editable=False)
    key = models.CharField(max_length=120, db_index=True, editable=False)
    undated_key = models.CharField(max_length=120, db_index=True, editable=False)
    family_key = models.CharField(max_length=120, db_index=True, editable=False)
    number = models.CharField(max_length=60, blank=True, db_index=True, editable=False)
    names = models.TextField(editable=False, help_text="The keys by which people ask for it.")
    is_supplement = models.BooleanField(default=False, editable=False)
    is_adoption = models.BooleanField(default=False, editable=False)
    sort_key = models.CharField(max_length=300, db_index=True, editable=False)
    search_text = models.TextField(editable=False)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standar")
        verbose_name_plural = _("standar")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "draft",
                        "current",
                        "amended",
                        "superseded",
                        "withdrawn",
                        "unknown",
                    ]
                ),
                name="standard_status_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", *Kind.values]), name="standard_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1850, year__lte=2100),
                name="standard_year_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(title_en="") & ~Q(slug="") & ~Q(key=""),
                name="standard_has_code_and_title",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("standards:page", args=[self.slug])

    def clean(self) -> None:
        """What follows from code and titles follows whatever an editor types."""
        super().clean()
        self.derive()
        others = Standard.objects.exclude(pk=self.pk).filter(is_supplement=False)
        self.give_address(has_other_editions=others.filter(undated_key=self.undated_key).exists())
        twin = Standard.objects.exclude(pk=self.pk).filter(slug=self.slug).first()
        if not self.slug or twin:
            raise ValidationError(
                {"code": _("Kode ini sudah ada di katalog: %(code)s.") % {"code": twin.code}}
                if twin
                else {"code": _("Kode harus berisi huruf atau angka.")}
            )

    def derive(self) -> codes.Code | None:
        """Set all that follows from code and titles; gives the code as it was read."""
        code = codes.parse(self.code)
        bare = words.plain(self.code).replace(" ", "-")
        self.key = code.key if code else bare
        self.undated_key = code.undated.key if code else bare
        self.family_key = code.whole.key if code else bare
        self.number = code.number if code else ""
        self.names = f" {' '.join(sorted(code.names))} " if code else f" {bare} "
        self.is_supplement = bool(code and code.supplement)
        self.is_adoption = bool(code and code.adopts)
        # Of two editions the newer one comes first.
        self.sort_key = f"{words.natural(self.undated_key)} {9999 - (self.year or 0)} {bare}"
        said = words.plain(f"{self.code} {self.title_en} {self.title_id}")
        self.search_text = f" {said} "
        return code

    def give_address(self, *, has_other_editions: bool) -> None:
        """Once given it stays. That of the bare code leads to whichever edition holds."""
        if not self.slug:
            is_bare = self.key == self.undated_key and has_other_editions and self.year
            self.slug = f"{self.key}-{self.year}" if is_bare else self.key

    @property
    def title(self) -> str:
        own = self.title_id if translation.get_language() != "en" else ""
        return own or self.title_en

    @property
    def title_language(self) -> str:
        """Of the title that is shown: many have none in Indonesian."""
        return "id" if self.title_id and translation.get_language() != "en" else "en"

    @property
    def abstract(self) -> str:
        own, other = self.abstract_id, self.abstract_en
        if translation.get_language() == "en":
            own, other = other, own
        return own or other

    @property
    def abstract_language(self) -> str:
        """Of the abstract that is shown."""
        own = translation.get_language() == "en"
        return "en" if self.abstract_en and (own or not self.abstract_id) else "id"

    @property
    def has_abstract(self) -> bool:
        return bool(self.abstract_en or self.abstract_id)

    @property
    def is_over(self) -> bool:
        return self.status in self.OVER

    @property
    def standing(self) -> str:
        """The word of the house's badges for its status."""
        return self.STANDINGS[self.status]


class Relation(models.Model):
    """What one standard is to another. ``derived`` ones follow from the codes and are marked so."""

    class Kind(models.TextChoices):
        SUPERSEDES = "supersedes", _("menggantikan")
        AMENDS = "amends", _("mengubah")
        ADOPTS_IDENTICALLY = "adopts", _("mengadopsi sama persis")
        ADOPTS_MODIFIED = "adopts_modified", _("mengadopsi dengan perubahan")
        PART_OF = "part_of", _("bagian dari")
        REFERS_TO = "refers_to", _("merujuk ke")

    ADOPTIONS = (Kind.ADOPTS_IDENTICALLY, Kind.ADOPTS_MODIFIED)

    standard = ParentalKey(Standard, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("hubungan"), max_length=16, choices=Kind.choices)
    other = models.ForeignKey(
        Standard, models.PROTECT, related_name="related_from", verbose_name=_("standar lain")
    )
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    derived = models.BooleanField(_("disimpulkan dari kode"), default=False)
    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("hubungan")
        verbose_name_plural = _("hubungan")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "kind", "other"], name="relation_once"),
            models.CheckConstraint(
                condition=~Q(standard=F("other")), name="relation_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "supersedes",
                        "amends",
                        "adopts",
                        "adopts_modified",
                        "part_of",
                        "refers_to",
                    ]
                ),
                name="relation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard.code} {self.get_kind_display()} {self.other.code}"


class Load(models.Model):
    """Which data the catalogue was last brought in line with; there is one row at most."""

    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("pemuatan katalog")

    def __str__(self) -> str:
        return self.sha256[:12]
