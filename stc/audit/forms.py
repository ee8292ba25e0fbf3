from django import forms
from django.utils.translation import gettext_lazy as _

from stc.audit import acts


def _act_choices() -> list[tuple[str, str]]:
    return [("", str(_("Semua tindakan"))), *acts.choices()]


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TrailForm(forms.Form):
    """What to look for in the trail. Everything is optional."""

    who = forms.CharField(label=_("Pelaku"), max_length=200, required=False)
    act = forms.ChoiceField(label=_("Tindakan"), choices=_act_choices, required=False)
    subject = forms.CharField(label=_("Perihal"), max_length=200, required=False)
    since = forms.DateField(label=_("Sejak"), widget=Day, required=False)
    until = forms.DateField(label=_("Sampai"), widget=Day, required=False)
    text = forms.CharField(label=_("Isi atau alasan"), max_length=200, required=False)

    def clean(self) -> dict:
        asked = super().clean()
        since, until = asked.get("since"), asked.get("until")
        if since and until and since > until:
            self.add_error("until", _("Tanggal ini sebelum tanggal mulainya. Tukar keduanya."))
        return asked

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """What was asked, in words: the field's name, its label and its value."""
        shown = dict(_act_choices())
        return [
            (name, str(self.fields[name].label), shown[value] if name == "act" else str(value))
            for name, value in self.cleaned_data.items()
            if value
        ]
