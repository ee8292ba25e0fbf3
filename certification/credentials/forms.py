from django import forms
from django.utils.translation import gettext_lazy as _

from certification.credentials import serials, sharing
from certification.credentials.models import Credential, RevocationReason


class NoteForm(forms.Form):
    """Why a standing changes, for the trail and for the holder."""

    note = forms.CharField(
        label=_("Catatan untuk arsip"),
        max_length=500,
        help_text=_("Pemegang membaca catatan ini di halaman sertifikatnya."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, credential: Credential, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.credential = credential


class RevokeForm(NoteForm):
    reason = forms.ModelChoiceField(RevocationReason.objects.filter(in_use=True), label=_("Alasan"))
    field_order = ["reason", "note"]


class ReplaceForm(NoteForm):
    new = forms.ModelChoiceField(Credential.objects.none(), label=_("Diganti oleh"))
    field_order = ["new", "note"]

    def __init__(self, *args, credential: Credential, **kwargs) -> None:
        super().__init__(*args, credential=credential, **kwargs)
        self.fields["new"].queryset = Credential.objects.replacing(credential)

    def clean(self) -> dict:
        """The service takes an id."""
        cleaned = super().clean()
        new = cleaned.pop("new", None)
        return cleaned | {"new_id": new.pk} if new else cleaned


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("Terbuka selama"),
        choices=[(1, _("1 hari")), (7, _("7 hari")), (30, _("30 hari"))],
        coerce=int,
        initial=sharing.DEFAULT_DAYS,
        widget=forms.RadioSelect,
    )


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
