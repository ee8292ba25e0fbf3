from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, validate_email
from django.utils.translation import gettext_lazy as _

from associations.companies.models import CompanySeat
from stc.accounts import phone
from stc.accounts.fields import DayField, PersonField

# No guard at work began before; a year typed wrong is told.
FIRST_DAY = date(1950, 1, 1)


class ContactField(forms.CharField):
    """An e-mail address or a mobile number by its form alone: whose it is, nobody learns here."""

    default_error_messages = {
        "form": _("Tulis surel atau nomor ponsel lengkap, misalnya 0812-3456-7890.")
    }

    def clean(self, value):
        text = super().clean(value)
        try:
            if "@" in text:
                validate_email(text)
                return text
            return phone.normal(text)
        except ValidationError as error:
            raise ValidationError(self.error_messages["form"], code="form") from error


class ProposeForm(forms.Form):
    contact = ContactField(
        label=_("Surel atau nomor ponsel satpam"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )
    position = forms.CharField(
        label=_("Posisi"),
        max_length=80,
        required=False,
        help_text=_("Misalnya anggota regu, komandan regu."),
    )
    starts_on = DayField(
        label=_("Mulai bekerja"),
        validators=[MinValueValidator(FIRST_DAY, _("Periksa tahunnya."))],
    )


class GiveSeatForm(forms.Form):
    """``companies`` and ``roles`` are those that this user may give."""

    person = PersonField(
        label=_("Surel atau nomor ponsel"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )
    company = forms.ModelChoiceField(None, label=_("Perusahaan"))
    role = forms.ChoiceField(label=_("Peran"))
    starts_on = DayField(label=_("Mulai"))
    ends_on = DayField(
        label=_("Sampai"), required=False, help_text=_("Hari terakhir. Kosong berarti tanpa batas.")
    )

    def __init__(self, *args, companies, roles: list[CompanySeat.Role], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies
        self.fields["role"].choices = [(role.value, role.label.capitalize()) for role in roles]


class EndSeatForm(forms.Form):
    on = DayField(
        label=_("Hari terakhir"), help_text=_("Kemarin berarti tugas tidak berlaku lagi hari ini.")
    )


class AcceptForm(forms.Form):
    """``agrees`` is of the consent's text, shown beside it; ``text`` is which one was shown."""

    agrees = forms.BooleanField(
        label=_("Saya mengizinkan perusahaan tempat saya bekerja melihat sertifikat saya."),
        required=False,
    )
    text = forms.CharField(required=False)

    @property
    def consent_text(self) -> int | None:
        """The id of the text that was agreed to; 0 is none that there is."""
        if not self.cleaned_data["agrees"]:
            return None
        text = self.cleaned_data["text"]
        return int(text) if text.isdecimal() and len(text) <= 18 else 0
