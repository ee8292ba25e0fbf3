from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.credentials import paper, sharing
from certification.credentials.formats import serials
from certification.credentials.models import Credential, RevocationReason
from certification.credentials.services.printing import MOST_IN_A_RUN


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


class PrintForm(forms.Form):
    """Whose cards, and on what. The numbers become credentials, in the order of their numbers."""

    LAYOUTS = (
        (paper.LAYOUTS[0], _("Printer kartu: satu halaman untuk setiap sisi")),
        (paper.LAYOUTS[1], _("Lembar A4 isi sepuluh kartu, dicetak bolak-balik lalu dipotong")),
    )
    numbers = forms.CharField(
        label=_("Nomor sertifikat"),
        help_text=_("Satu nomor setiap baris, paling banyak %(most)s.") % {"most": MOST_IN_A_RUN},
        max_length=MOST_IN_A_RUN * 40,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )
    layout = forms.ChoiceField(
        label=_("Dicetak dengan"), choices=LAYOUTS, widget=forms.RadioSelect, initial=LAYOUTS[0][0]
    )

    def clean_numbers(self) -> list[Credential]:
        """Each line that cannot be printed is named by its number, with what is wrong."""
        told = self.cleaned_data["numbers"].upper().split("\n")
        lines = [(at, line.strip()) for at, line in enumerate(told, start=1) if line.strip()]
        if len(lines) > MOST_IN_A_RUN:
            raise forms.ValidationError(
                _("Ada %(lines)s nomor. Cetak paling banyak %(most)s sekaligus."),
                params={"lines": len(lines), "most": MOST_IN_A_RUN},
            )
        asked = {line for _at, line in lines}
        rows = Credential.objects.filter(number__in=asked).select_related("signature")
        known = {row.number: row for row in rows}
        wrong = [
            forms.ValidationError(why, params={"at": at, "number": line})
            for at, line in lines
            if (why := _why_no_card(known.get(line)))
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        return sorted(known.values(), key=lambda row: row.number)


def _why_no_card(credential: Credential | None) -> str | Promise:
    if credential is None:
        return _("Baris %(at)s: tidak ada sertifikat bernomor %(number)s.")
    if credential.today != "valid":
        return _("Baris %(at)s: %(number)s tidak berlaku; kartunya tidak dicetak.")
    if not hasattr(credential, "signature"):
        return _("Baris %(at)s: %(number)s masih ditandatangani. Coba lagi sebentar.")
    return ""


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
