"""Fields that forms of several apps share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stc.accounts.services.roles import find_person


class PersonField(forms.CharField):
    """A person, by their exact e-mail or phone number: nobody can page through people here."""

    default_error_messages = {
        "unknown": _(
            "Tidak ada orang yang aktif dengan surel atau nomor itu. Periksa penulisannya; orang "
            "yang belum punya akun mendaftar lebih dulu."
        )
    }

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        person = find_person(text)
        if person is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return person


class DayField(forms.DateField):
    """A day, picked by the browser's own calendar."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            **{"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")} | kwargs
        )
