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


class BatchForm(forms.Form):
    """``seen`` and ``token`` come from the page: whom it showed, and which page it was."""

    reasons = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        help_text=_(
            "Setiap pemohon membaca alasan ini, jadi tulis yang benar untuk semuanya. Sebut "
            "buktinya."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_mine = forms.BooleanField(
        label=_("Saya sudah memeriksa daftar ini, dan setiap keputusan adalah keputusan saya.")
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)


class NarrowForm(forms.Form):
    """What the queue is narrowed to."""

    sesi = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    kelas = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
