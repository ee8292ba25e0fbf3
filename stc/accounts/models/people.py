from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from stc.accounts import duties
from stc.files.storage import RandomName, private

# What a record is called whose person was forgotten.
FORGOTTEN = "Orang terhapus"


class UserManager(BaseUserManager):
    def create_user(self, email: str | None = None, password: str | None = None, **fields):
        """A person. Without a password there is no log-in yet; the record is claimed by proof."""
        user = self.model(email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str):
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. May have no log-in yet: e-mail and phone are unique where they are set."""

    class Zone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    full_name = models.CharField(
        _("nama lengkap"), max_length=120, help_text=_("Seperti di KTP. Satu kata pun boleh.")
    )
    email = models.EmailField(_("surel"), unique=True, null=True, blank=True)
    phone = PhoneNumberField(_("nomor ponsel"), unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, verbose_name=_("kabupaten/kota")
    )
    zone = models.CharField(_("zona waktu"), max_length=20, choices=Zone.choices, default=Zone.WIB)
    language = models.CharField(
        _("bahasa"),
        max_length=2,
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        default="id",
    )
    photo = models.FileField(_("foto"), storage=private, upload_to=RandomName("photos"), blank=True)
    profile_version = models.PositiveIntegerField(
        default=1, help_text="One more with each change: a form that is older is not saved."
    )
    erased_at = models.DateTimeField(_("data dihapus"), null=True, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    joined_at = models.DateTimeField(_("terdaftar"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("orang")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_whatever_its_case"),
            models.CheckConstraint(condition=~models.Q(email=""), name="user_email_or_none"),
            models.CheckConstraint(condition=~models.Q(phone=""), name="user_phone_or_none"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email or str(self.phone or self.pk)

    def forget(self) -> None:
        """Become a record of nobody, in memory: the caller saves it."""
        self.full_name = FORGOTTEN
        self.email = self.phone = None
        self.phone_verified = False
        self.birth_date = self.region = self.last_login = None
        self.photo, self.zone, self.language = "", self.Zone.WIB, "id"
        self.is_active = self.is_superuser = False
        self.set_unusable_password()
        self.erased_at = self.erased_at or timezone.now()
        self.profile_version += 1

    @property
    def is_staff(self) -> bool:
        """Wagtail and allauth ask; rights here come from roles alone."""
        return self.is_superuser

    @property
    def roles(self) -> frozenset[str]:
        """Names of the body-wide groups that this person holds today (see ``groups``)."""
        return frozenset(role for _group, role in duties.held_today(self, "accounts"))
