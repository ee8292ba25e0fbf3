from django import forms
from django.utils.translation import gettext_lazy as _


class AskErasureForm(forms.Form):
    """Asked twice, since it cannot be undone: the box says that it was understood."""

    words = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=1000,
        help_text=_("Boleh kosong. Membantu petugas memutuskan."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    understood = forms.BooleanField(
        label=_("Saya mengerti bahwa data saya dihapus untuk selamanya dan akun saya ditutup."),
        error_messages={"required": _("Centang kotak ini bila Anda yakin.")},
    )


class DecideErasureForm(forms.Form):
    why = forms.CharField(
        label=_("Alasan keputusan"),
        max_length=1000,
        help_text=_("Dikirim kepada pemohon dan disimpan dalam jejak."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[
            ("grant", _("Kabulkan: hapus data orang ini")),
            ("refuse", _("Tolak: data tetap disimpan")),
        ],
        widget=forms.RadioSelect,
    )


class SettleSameNikForm(forms.Form):
    why = forms.CharField(
        label=_("Penjelasan"),
        max_length=1000,
        help_text=_("Misalnya salah ketik, dan siapa yang memperbaiki."),
    )
