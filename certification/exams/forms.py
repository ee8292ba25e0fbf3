from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.exams.models import Paper
from stc.look.written import zone_word
from stc.regions.fields import CityField

# One examiner answers for all who sit; more people are more sittings.
MOST_SEATS = 300


class MomentField(forms.DateTimeField):
    """A day and an hour in the reader's zone, picked by the browser's own calendar."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class OpenSittingForm(forms.Form):
    """``opens_at`` and ``closes_at`` are in the reader's zone, which their labels name."""

    paper = forms.ModelChoiceField(Paper.objects.all(), label=_("Paket ujian"), empty_label=None)
    name = forms.CharField(
        label=_("Nama sesi"), max_length=120, help_text=_("Misalnya Gada Pratama, Senin pagi.")
    )
    venue = forms.CharField(
        label=_("Tempat"), max_length=200, help_text=_("Gedung, ruang, dan alamatnya.")
    )
    region = CityField(label=_("Kabupaten/kota"), required=False)
    opens_at = MomentField()
    closes_at = MomentField(
        help_text=_("Tidak seorang pun mengerjakan lewat dari waktu ini, kapan pun ia mulai.")
    )
    capacity = forms.IntegerField(
        label=_("Jumlah kursi"),
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        zone = {"zone": zone_word(timezone.localtime())}
        self.fields["opens_at"].label = _("Peserta boleh mulai (%(zone)s)") % zone
        self.fields["closes_at"].label = _("Sesi ditutup (%(zone)s)") % zone

    def clean(self) -> dict:
        told = super().clean()
        opens_at, closes_at = told.get("opens_at"), told.get("closes_at")
        if opens_at and closes_at:
            if closes_at <= opens_at:
                self.add_error("closes_at", _("Sesi harus ditutup sesudah dibuka."))
            elif closes_at <= timezone.now():
                self.add_error("closes_at", _("Waktu ini sudah lewat."))
        return told


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Peserta membacanya, dan jejak menyimpannya."),
    )
