"""How people of this house sign up and log in: what django-allauth asks, answered."""

import logging
import time
from smtplib import SMTPException

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal import flows
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from stc.accounts import ciphers, news, second_factor, senders, sessions
from stc.accounts.forms.fields import PhoneField
from stc.accounts.models import User
from stc.accounts.services import contacts

log = logging.getLogger(__name__)
WRONG_LOG_IN = _("Surel, nomor ponsel, atau kata sandi tidak cocok. Periksa, lalu coba lagi.")
WRONG_CODE = _("Kode ini tidak cocok. Periksa lagi, atau minta kode baru.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini tidak aktif."),
        "cannot_remove_primary_email": _("Alamat surel utama tidak dapat dihapus."),
        "duplicate_email": _("Ini sudah alamat surel Anda."),
        "email_password_mismatch": WRONG_LOG_IN,
        "phone_password_mismatch": WRONG_LOG_IN,
        "username_password_mismatch": WRONG_LOG_IN,
        "email_taken": _("Alamat surel ini dipakai akun lain."),
        "phone_taken": _("Nomor ponsel ini dipakai akun lain."),
        "enter_current_password": _("Kata sandi lama tidak cocok."),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "incorrect_code": WRONG_CODE,
        "invalid_or_expired_key": _("Tautan ini tidak berlaku lagi."),
        "invalid_login": WRONG_LOG_IN,
        "invalid_password_reset": _("Kode ini tidak berlaku lagi. Minta kode baru."),
        "max_email_addresses": _("Alamat surel paling banyak %d."),
        "same_as_current": _("Ini sama dengan yang sekarang."),
        "rate_limited": _("Terlalu cepat. Tunggu sebentar, lalu coba lagi."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan yang salah. Tunggu lima menit, lalu coba lagi."
        ),
        "unverified_primary_email": _("Alamat surel utama harus dipastikan dulu dengan kode."),
    }

    # Signing up and logging in

    def get_login_stages(self) -> list[str]:
        return [
            "stc.accounts.stages.PhoneStage",
            "stc.accounts.stages.EmailStage",
            "stc.accounts.stages.ClaimStage",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def save_user(self, request, user, form, commit=True):
        """A new person. What was not given is absent, not empty: '' would stand only once."""
        data = form.cleaned_data
        user.full_name = data["full_name"]
        user.email = data.get("email") or None
        user.phone = data.get("phone") or None
        user.language = translation.get_language()
        user.set_password(data["password1"])
        if commit:
            user.save()
        return user

    @transaction.atomic
    def login(self, request, user) -> None:
        """One wait for the disk, for the new session and the time of this log-in together."""
        super().login(request, user)
        sessions.settle(request, user)

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """Wrong passwords are counted for each name that is tried. allauth leaves the phone out,
        so that all who log in by phone would be locked out together."""
        tried = credentials.get("email") or credentials.get("phone") or ""
        return f"log-in:{tried.lower()}"

    def set_password(self, user, password: str) -> None:
        """A new password forgives the wrong ones. allauth does so for e-mail addresses alone."""
        super().set_password(user, password)
        if user.phone:
            self._delete_login_attempts_cached_email(self.request, phone=user.phone.as_e164)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not within minutes of having logged in: an officer who must set up a second factor has
        just typed the password."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest > app_settings.REAUTHENTICATION_TIMEOUT

    # Mail

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mail, or the code alone to a phone: resetting a password takes either for an address."""
        if email.startswith("+"):
            if "code" in context:
                self._send_code(email, context["code"], translation.get_language())
            return
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            self._refuse_delivery(error)

    def send_account_already_exists_mail(self, email: str) -> None:
        """The owner reads it, in the owner's language; whoever has no account is told just that."""
        owner = contacts.owner_of(email=email)
        if owner is None:
            flows.signup.send_unknown_account_mail(self.request, email)
            return
        with translation.override(owner.language):
            super().send_account_already_exists_mail(email)

    # Phone numbers

    def phone_form_field(self, **kwargs) -> PhoneField:
        return PhoneField(**{name: kwargs[name] for name in ("required",) if name in kwargs})

    def get_phone(self, user) -> tuple[str, bool] | None:
        return (user.phone.as_e164, user.phone_verified) if user.phone else None

    def set_phone(self, user, phone: str, verified: bool) -> None:
        contacts.set_phone(person=user, phone=phone, verified=verified)

    def set_phone_verified(self, user, phone: str) -> None:
        contacts.set_phone(person=user, phone=phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(self, user, phone: str, code: str, **kwargs) -> None:
        self._send_code(phone, code, translation.get_language())

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Who tries to sign up with a number that is taken learns nothing; its owner is told."""
        if owner := self.get_user_by_phone(phone):
            news.tell(
                kind="accounts.sign_up_tried",
                to=owner,
                context={"at": timezone.now()},
                key=f"accounts.sign_up_tried:{timezone.localdate()}:{owner.pk}",
            )

    def _send_code(self, phone: str, code: str, language: str) -> None:
        sender = senders.current()
        if sender is None:
            self._refuse_delivery(None)
        try:
            sender.send(phone, code, language)
        except OSError as error:
            self._refuse_delivery(error)

    def _refuse_delivery(self, error: Exception | None) -> None:
        log.warning("a code could not be sent", exc_info=error)
        page = render(self.request, "account/not_delivered.html", status=503)
        raise ImmediateHttpResponse(page)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Lepas dulu langkah kedua untuk menambah alamat surel."),
        "cannot_delete_authenticator": _(
            "Petugas wajib memakai langkah kedua, jadi langkah ini tidak dapat dilepas."
        ),
        "cannot_generate_recovery_codes": _("Pasang dulu aplikasi autentikator."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Pastikan dulu alamat surel Anda dengan kode."),
    }

    def encrypt(self, text: str) -> str:
        """Whoever copies the database still cannot make an officer's codes."""
        return ciphers.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return ciphers.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator) -> bool:
        return not second_factor.is_required(authenticator.user)
