from django import forms
from django.utils.translation import gettext_lazy as _

from certification.cases.models import Decision


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[
            (Decision.Outcome.COMPETENT.value, _("Kompeten (K): sertifikat terbit")),
            (Decision.Outcome.NOT_YET.value, _("Belum kompeten (BK)")),
        ],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        help_text=_(
            "Pemohon membaca alasan ini. Sebut buktinya; pada BK sebut juga apa yang perlu "
            "diperbaiki."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SittingForm(forms.Form):
    sitting = forms.IntegerField(min_value=1, max_value=2**63 - 1)
