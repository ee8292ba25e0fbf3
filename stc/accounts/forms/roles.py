from django import forms
from django.utils.translation import gettext_lazy as _

from stc.accounts import groups
from stc.accounts.fields import DayField, PersonField


class FindForm(forms.Form):
    person = PersonField(
        label=_("Surel atau nomor ponsel"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )


class AppointForm(forms.Form):
    person = PersonField(max_length=254, widget=forms.HiddenInput)
    group = forms.ChoiceField(label=_("Peran"), choices=list(groups.LABELS.items()))
    starts_on = DayField(label=_("Mulai"))
    ends_on = DayField(
        label=_("Sampai"), required=False, help_text=_("Hari terakhir. Kosong berarti tanpa batas.")
    )
    why = forms.CharField(label=_("Alasan"), max_length=500, required=False)


class EndForm(forms.Form):
    on = DayField(label=_("Hari terakhir"))
    why = forms.CharField(label=_("Alasan"), max_length=500)


class WithdrawForm(forms.Form):
    why = forms.CharField(label=_("Alasan"), max_length=500)


class HandOverForm(forms.Form):
    to = PersonField(
        label=_("Surel atau nomor ponsel pengganti"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )
    on = DayField(
        label=_("Mulai"), help_text=_("Sehari sebelumnya adalah hari terakhir pemegang sekarang.")
    )
    why = forms.CharField(label=_("Alasan"), max_length=500, required=False)
