from django import forms
from django.utils.translation import gettext_lazy as _

from certification.credentials import serials
from certification.credentials.models import RevocationReason


class RevokeForm(forms.Form):
    reason = forms.ModelChoiceField(RevocationReason.objects.filter(in_use=True), label=_("Alasan"))
    note = forms.CharField(label=_("Catatan untuk arsip"), max_length=500)


class FindForm(forms.Form):
    q = forms.CharField(label=_("Nomor atau nama"), required=False, max_length=120)


class SerialForm(forms.Form):
    serial = forms.CharField(
        label=_("Nomor seri"),
        max_length=60,
        help_text=_("Tujuh belas huruf dan angka. Spasi, tanda hubung, dan huruf kecil boleh."),
    )

    def clean_serial(self) -> str:
        serial = serials.parse(self.cleaned_data["serial"])
        if serial is None:
            raise forms.ValidationError(
                _("Nomor seri ini salah ketik. Bandingkan lagi dengan yang tercetak.")
            )
        return serial
