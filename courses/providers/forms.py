from django import forms
from django.utils.translation import gettext_lazy as _

from courses.providers.models import Engagement, Provider
from stc.accounts.fields import DayField, PersonField


class EngageForm(forms.Form):
    """``providers`` and ``roles`` are those that this user may give."""

    person = PersonField(
        label=_("Surel atau nomor ponsel"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )
    provider = forms.ModelChoiceField(Provider.objects.none(), label=_("Penyelenggara"))
    role = forms.ChoiceField(label=_("Peran"))
    starts_on = DayField(label=_("Mulai"))
    ends_on = DayField(
        label=_("Sampai"), required=False, help_text=_("Hari terakhir. Kosong berarti tanpa batas.")
    )

    def __init__(self, *args, providers, roles: list[Engagement.Role], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers
        self.fields["role"].choices = [(role.value, role.label.capitalize()) for role in roles]


class EndForm(forms.Form):
    on = DayField(
        label=_("Hari terakhir"), help_text=_("Kemarin berarti tugas tidak berlaku lagi hari ini.")
    )
