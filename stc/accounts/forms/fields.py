"""Fields of the log-in pages."""

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from stc.accounts import phone


class PhoneField(forms.CharField):
    """A mobile number, however typed; cleaned to E.164."""

    def __init__(self, **kwargs) -> None:
        attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
        kwargs = {"label": _("Nomor ponsel"), "widget": forms.TextInput(attrs)} | kwargs
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        return phone.normal(typed) if typed else typed


class ContactField(forms.CharField):
    """An e-mail address or a mobile number; cleaned to lower case, or to E.164."""

    def __init__(self, *, by_phone: bool, **kwargs) -> None:
        self.by_phone = by_phone
        kwargs.setdefault("label", _("Nomor ponsel atau surel") if by_phone else _("Alamat surel"))
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        if not by_phone:
            attrs |= {"type": "email", "inputmode": "email"}
        super().__init__(max_length=254, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value):
        typed = super().clean(value).strip()
        if self.by_phone and phone.looks_like_one(typed):
            return phone.normal(typed)
        try:
            validate_email(typed)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("Ini bukan nomor ponsel dan bukan alamat surel. Periksa lagi.")
                if self.by_phone
                else _("Alamat surel ini tidak lengkap. Contoh: sari@contoh.id."),
                code="contact",
            ) from error
        return typed.lower()


class NewPasswordHint:
    """What a new password takes, in one sentence instead of Django's four."""

    text = _(
        "Paling sedikit 8 huruf atau angka, dan bukan angka saja. Kalimat pendek mudah diingat."
    )
