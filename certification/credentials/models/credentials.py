from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from certification.credentials.formats import serials
from certification.credentials.querysets import CredentialQuerySet, SigningKeyQuerySet
from stc.files.storage import RandomName, private


class RevocationReason(models.Model):
    """Why a credential may be revoked: a list that people keep."""

    code = models.SlugField(_("kode"), max_length=32, unique=True)
    label_id = models.CharField(_("alasan"), max_length=120)
    label_en = models.CharField(_("alasan Inggris"), max_length=120)
    in_use = models.BooleanField(_("dipakai"), default=True)

    class Meta:
        verbose_name = _("alasan pencabutan")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label_en if translation.get_language() == "en" else self.label_id


class SigningKey(models.Model):
    """The public half of a key, known by its ``kid`` for ever. The private half is never in here.

    A root signs sets of keys, and nothing else; an issuing key signs codes, a status key the lists
    and the trust file. A retired key signs no more, and what it signed before stays good; of a
    compromised one nothing is good. ``trusted_until`` (UTC) is past the end of being checked.
    """

    class Purpose(models.TextChoices):
        ROOT = "root", _("akar")
        ISSUING = "issuing", _("penerbit")
        STATUS = "status", _("status")

    class State(models.TextChoices):
        ACTIVE = "active", _("menandatangani")
        RETIRED = "retired", _("pensiun")
        COMPROMISED = "compromised", _("bocor")

    # Hosts' clocks may differ by so much; checkers allow the same (SKEW of static/js/verifier.js).
    SKEW = timedelta(minutes=5)
    # What ends within so many days is to be followed by another.
    ENDS_SOON = timedelta(days=30)
    FROZEN = ("kid", "purpose", "public", "signs_from", "signs_until", "trusted_until")
    kid = models.CharField(max_length=8, unique=True, help_text="4 bytes, hexadecimal.")
    purpose = models.CharField(_("tugas"), max_length=8, choices=Purpose.choices)
    public = models.CharField(max_length=64, unique=True, help_text="32 bytes, hexadecimal.")
    signs_from = models.DateTimeField(_("menandatangani sejak"))
    signs_until = models.DateTimeField(_("menandatangani sampai"))
    trusted_until = models.DateTimeField(_("diperiksa sampai"))
    state = FSMField(
        _("keadaan"), choices=State.choices, default=State.ACTIVE, protected=True, max_length=12
    )
    retired_at = models.DateTimeField(_("pensiun sejak"), null=True, blank=True)
    compromised_at = models.DateTimeField(_("bocor sejak"), null=True, blank=True)
    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kunci tanda tangan")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signs_until__gt=F("signs_from"), trusted_until__gte=F("signs_until")),
                name="signing_key_windows",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["root", "issuing", "status"]), name="signing_key_purpose"
            ),
            models.CheckConstraint(
                condition=Q(state="active", retired_at__isnull=True, compromised_at__isnull=True)
                | Q(state="retired", retired_at__isnull=False, compromised_at__isnull=True)
                | Q(state="compromised", compromised_at__isnull=False),
                name="signing_key_state_since",
            ),
            # Checkers pin one.
            models.UniqueConstraint(
                fields=["purpose"],
                condition=Q(purpose="root", state="active"),
                name="signing_key_one_root",
            ),
        ]

    def __str__(self) -> str:
        return self.kid

    @property
    def signed_until(self) -> datetime:
        """Past the last moment at which what it signed is good: its end, or its retirement."""
        return min(self.signs_until, self.retired_at or self.signs_until)

    @transition(state, source=State.ACTIVE, target=State.RETIRED)
    def retire(self, *, at: datetime) -> None:
        """It signs no more; what it signed stays good."""
        self.retired_at = at

    @transition(state, source=[State.ACTIVE, State.RETIRED], target=State.COMPROMISED)
    def compromise(self, *, at: datetime) -> None:
        self.compromised_at = at


class KeySet(models.Model):
    """Which keys checkers trust for what, signed by the root. Written once; the last one counts."""

    sequence = models.PositiveIntegerField(unique=True)
    root = models.ForeignKey(SigningKey, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    content = models.BinaryField(help_text="COSE_Sign1.")

    class Meta:
        verbose_name = _("himpunan kunci")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}"


class StatusList(models.Model):
    """Two bits a credential, published as one signed file. Its number is its primary key.

    ``used`` counts the indices given out; at half its size a list takes no more, so that an index
    drawn at random tells nothing.
    """

    SIZE = 131_072
    size = models.PositiveIntegerField(default=SIZE)
    used = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    published_version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    key = models.ForeignKey(SigningKey, models.PROTECT, null=True, related_name="+")
    content = models.BinaryField(default=bytes, help_text="COSE_Sign1 over a Status List Token.")
    revocation = models.BinaryField(default=bytes, help_text="W3C: revoked or replaced. VC as JWT.")
    suspension = models.BinaryField(default=bytes, help_text="W3C: suspended. VC as JWT.")

    class Meta:
        verbose_name = _("daftar status")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_version__lte=F("version")), name="status_list_never_ahead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class TrustFile(models.Model):
    """What a checker must know: keys, schemes, age. Written once; the sequence only grows."""

    sequence = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    content = models.BinaryField(help_text="COSE_Sign1.")

    class Meta:
        verbose_name = _("berkas kepercayaan")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}"


class NumberSeries(models.Model):
    """The last number given out of a series (``STC-GP-2026``), locked to give the next."""

    name = models.CharField(max_length=24, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("deret nomor")

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """What was signed (never changed, never deleted), and its standing now.

    ``serial``, 80 random bits as 16 Crockford base32 characters, is its public key; ``number`` is
    for print and officers' paths, never for a public query. ``valid_until`` (UTC) is past its end.
    """

    class Standing(models.TextChoices):
        VALID = "valid", _("berlaku")
        SUSPENDED = "suspended", _("dibekukan")
        REVOKED = "revoked", _("dicabut")
        REPLACED = "replaced", _("diganti")

    REVOCABLE = (Standing.VALID, Standing.SUSPENDED)
    ENTRIES = {"valid": 0, "revoked": 1, "suspended": 2, "replaced": 3}
    SNAPSHOT = (
        "holder_name",
        "title_id",
        "title_en",
        "scheme",
        "level",
        "edition",
        "decided_on",
        "region_name",
    )
    FROZEN = (
        "kind",
        "source",
        "serial",
        "number",
        "valid_from",
        "valid_until",
        "issued_at",
        "status_list",
        "status_index",
        "template_version",
        *SNAPSHOT,
    )

    kind = models.CharField(max_length=32)
    source = models.CharField(max_length=64, help_text="The owner's act that led to it: case:42.")
    serial = models.CharField(_("nomor seri"), max_length=16, unique=True, default=serials.new)
    number = models.CharField(_("nomor"), max_length=32, unique=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="credentials",
        verbose_name=_("pemegang"),
    )
    holder_name = models.CharField(_("nama pada sertifikat"), max_length=120)
    title_id = models.CharField(_("judul"), max_length=120)
    title_en = models.CharField(_("judul Inggris"), max_length=120)
    scheme = models.CharField(_("skema"), max_length=16)
    level = models.CharField(_("jenjang"), max_length=16, blank=True)
    edition = models.CharField(_("edisi"), max_length=32, blank=True)
    decided_on = models.DateField(_("diputuskan"))
    region_name = models.CharField(_("wilayah"), max_length=120, blank=True)
    valid_from = models.DateTimeField(_("berlaku sejak"))
    valid_until = models.DateTimeField(_("berlaku sampai"))
    issued_at = models.DateTimeField(_("terbit"), default=timezone.now)
    standing = FSMField(
        _("status"),
        choices=Standing.choices,
        default=Standing.VALID,
        protected=True,
        max_length=12,
    )
    reason = models.ForeignKey(
        RevocationReason, models.PROTECT, null=True, blank=True, verbose_name=_("alasan")
    )
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("dibekukan"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField(help_text="Two bits, from the low end.")
    template_version = models.ForeignKey(
        "TemplateVersion", models.PROTECT, related_name="credentials", verbose_name=_("rancangan")
    )
    salt = models.CharField(max_length=64, blank=True, help_text="256 bits; empty once erased.")
    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("sertifikat")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "source"], name="credential_one_per_decision"),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="credential_bits"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="credential_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(standing="revoked", revoked_at__isnull=False, reason__isnull=False)
                | ~Q(standing="revoked") & Q(revoked_at__isnull=True, reason__isnull=True),
                name="credential_revoked_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(standing="suspended", suspended_at__isnull=False)
                | ~Q(standing="suspended") & Q(suspended_at__isnull=True),
                name="credential_suspended_when",
            ),
            models.CheckConstraint(
                condition=Q(standing="replaced", replaced_by__isnull=False)
                | ~Q(standing="replaced") & Q(replaced_by__isnull=True),
                name="credential_replaced_by_what",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("credentials:detail", args=[self.number])

    @property
    def title(self) -> str:
        return self.title_en if translation.get_language() == "en" else self.title_id

    @property
    def shown_serial(self) -> str:
        return serials.shown(self.serial)

    @property
    def last_day(self) -> datetime:
        """A moment of the last day on which it holds: what people call its end."""
        return self.valid_until - timedelta(seconds=1)

    @property
    def papers(self) -> dict[str, "Document"]:
        """What is there of it on paper, by form. Read ``with_papers`` where more than one is."""
        return {document.form: document for document in self.documents.all()}

    @property
    def today(self) -> str:
        """Its standing as a kind of ``stc.look.standings``: what has run out is expired."""
        if self.standing == self.Standing.VALID and self.valid_until <= timezone.now():
            return "expired"
        return self.standing

    @transition(standing, source=REVOCABLE, target=Standing.REVOKED)
    def revoke(self, *, reason: RevocationReason, at: datetime) -> None:
        self.reason, self.revoked_at, self.suspended_at = reason, at, None

    @transition(standing, source=Standing.VALID, target=Standing.SUSPENDED)
    def suspend(self, *, at: datetime) -> None:
        self.suspended_at = at

    @transition(standing, source=Standing.SUSPENDED, target=Standing.VALID)
    def lift(self) -> None:
        self.suspended_at = None

    @transition(standing, source=REVOCABLE, target=Standing.REPLACED)
    def replace(self, *, by: "Credential") -> None:
        self.replaced_by, self.suspended_at = by, None


class Signature(models.Model):
    """The signed code of a credential. Written once."""

    credential = models.OneToOneField(Credential, models.PROTECT, related_name="signature")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="signatures")
    code = models.BinaryField(help_text="COSE_Sign1 over a CWT.")
    claims_hash = models.CharField(max_length=64, help_text="SHA-256 of the claims.")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("tanda tangan")

    def __str__(self) -> str:
        return f"{self.credential_id}"


class Document(models.Model):
    """A credential on paper: rendered once for each form, kept with its hash, never made anew."""

    class Form(models.TextChoices):
        CERTIFICATE = "certificate", _("Sertifikat A4")
        CARD = "card", _("Kartu")
        BADGE = "badge", _("Tanda pengenal A6")

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="documents")
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.CERTIFICATE)
    file = models.FileField(storage=private, upload_to=RandomName("credentials"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("dokumen")
        constraints = [
            models.UniqueConstraint(fields=["credential", "form"], name="document_one_of_a_form"),
            models.CheckConstraint(
                condition=Q(form__in=["certificate", "card", "badge"]), name="document_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential_id} {self.form}"
