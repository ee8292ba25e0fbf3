from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.api import scopes
from stc.api.services import LONGEST_DAYS

USUAL_DAYS = 90


def _usual_end() -> date:
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


class KeyForm(forms.Form):
    label = forms.CharField(
        label=_("Nama kunci"),
        max_length=60,
        help_text=_("Misalnya nama program yang akan memakainya."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Boleh apa"),
        choices=list(scopes.LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kunci tidak pernah bisa lebih dari yang Anda sendiri boleh."),
    )
    expires_on = forms.DateField(
        label=_("Berlaku sampai"),
        initial=_usual_end,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Paling lama setahun."),
    )

    def clean_expires_on(self) -> date:
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(
                _("Pilih tanggal dari hari ini sampai paling lama setahun lagi.")
            )
        return day
