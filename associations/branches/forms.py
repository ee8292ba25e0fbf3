from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.branches.models import Association, Office
from stc.accounts.fields import DayField, PersonField
from stc.regions.models import Region


class AppointForm(forms.Form):
    person = PersonField(
        label=_("Surel atau nomor ponsel"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )
    role = forms.ChoiceField(
        label=_("Jabatan"),
        choices=lambda: [(role.value, role.label.capitalize()) for role in Office.Role],
    )
    starts_on = DayField(label=_("Mulai"), help_text=_("Paling lambat hari ini."))
    ends_on = DayField(
        label=_("Sampai"), required=False, help_text=_("Hari terakhir. Kosong berarti tanpa batas.")
    )


class EndForm(forms.Form):
    on = DayField(
        label=_("Hari terakhir"),
        help_text=_("Kemarin berarti jabatan tidak berlaku lagi hari ini."),
    )


class RegionChoice(forms.ModelChoiceField):
    def label_from_instance(self, region) -> str:
        return region.label


class OpenBelowForm(forms.Form):
    """``regions`` are those that are free below this branch."""

    region = RegionChoice(
        Region.objects.none(),
        label=pgettext_lazy("satu", "Wilayah"),
        empty_label=_("Pilih wilayah"),
    )
    name = forms.CharField(label=_("Nama cabang"), max_length=160)

    def __init__(self, *args, regions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions


class OpenRootForm(forms.Form):
    association = forms.ModelChoiceField(
        Association.objects.filter(branches__isnull=True), label=pgettext_lazy("satu", "Asosiasi")
    )
    name = forms.CharField(label=_("Nama pengurus nasional"), max_length=160)


class CloseForm(forms.Form):
    why = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
