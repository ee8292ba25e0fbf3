"""allauth's remaining forms, in our words: codes, passwords, addresses, the second factor."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from stc.accounts import senders
from stc.accounts.forms.fields import NewPasswordHint

WORDS = {
    "password": _("Kata sandi"),
    "oldpassword": _("Kata sandi lama"),
    "password1": _("Kata sandi baru"),
    "password2": _("Ulangi kata sandi baru"),
    "email": _("Alamat surel baru"),
    "phone": _("Nomor ponsel baru"),
    "code": _("Kode"),
}


class _OurWords:
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.help_text = NewPasswordHint.text if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)


class _Code(_OurWords):
    """A code that was sent: digits, filled in by the phone itself where it can."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
        }


class EmailForm(_OurWords, account.AddEmailForm):
    pass


class PhoneForm(_OurWords, account.ChangePhoneForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by_phone = senders.current() is not None


class ChangePasswordForm(_OurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(_OurWords, account.SetPasswordForm):
    pass


class NewPasswordForm(_OurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(_OurWords, account.ReauthenticateForm):
    pass


class EmailCodeForm(_Code, account.ConfirmEmailVerificationCodeForm):
    pass


class PhoneCodeForm(_Code, account.VerifyPhoneForm):
    pass


class ResetCodeForm(_Code, account.ConfirmPasswordResetCodeForm):
    pass


class FactorForm(_OurWords, mfa.AuthenticateForm):
    pass


class FactorAgainForm(_OurWords, mfa.ReauthenticateForm):
    pass


class FactorSetUpForm(_Code, totp.ActivateTOTPForm):
    pass
