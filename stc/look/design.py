"""Made-up content for `/design/`, the page that shows every piece; never served in production."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from django import forms
from django.contrib.staticfiles import finders
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stc.look.standings import STANDINGS

MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
COLOURS = [
    "paper", "surface", "sunk", "ink", "muted", "line", "navy", "teal", "gold", "gold-line", "red",
]  # fmt: skip


class SampleForm(forms.Form):
    full_name = forms.CharField(
        label=_("Nama lengkap"), help_text=_("Seperti di KTP. Satu kata pun boleh.")
    )
    nik = forms.RegexField(
        r"^\d{16}$",
        label=_("NIK"),
        help_text=_("16 angka di KTP Anda."),
        error_messages={"invalid": _("NIK terdiri dari 16 angka; yang tertulis 15.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(
        label=_("Jenjang"),
        choices=[("p", "Gada Pratama"), ("m", "Gada Madya"), ("u", "Gada Utama")],
        widget=forms.RadioSelect,
    )
    province = forms.ChoiceField(
        label=_("Provinsi"),
        required=False,
        choices=[("", _("Pilih provinsi")), ("31", "DKI Jakarta"), ("73", "Sulawesi Selatan")],
    )
    days = forms.MultipleChoiceField(
        label=_("Hari yang bisa"),
        required=False,
        choices=[("1", _("Senin")), ("2", _("Selasa"))],
        widget=forms.CheckboxSelectMultiple,
    )
    letter = forms.FileField(label=_("Surat pengantar"), required=False)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea)
    consent = forms.BooleanField(label=_("Saya mengizinkan data ini dipakai untuk pelatihan."))


def filled_form() -> SampleForm:
    """As it comes back: what was typed is kept, what is wrong is named."""
    return SampleForm({"full_name": "Siti Rahmawati", "nik": "317501470290001", "level": "m"})


@dataclass(frozen=True)
class SampleEntry:
    label: str | Promise
    icon: str
    url: str
    waits: int = 0


@dataclass(frozen=True)
class SampleMenu:
    """Stands in for ``navigation.Menu`` where a frame is shown with made-up entries."""

    public: list[SampleEntry] = field(
        default_factory=lambda: [
            SampleEntry(_("Periksa sertifikat"), "shield-check", "/design/"),
            SampleEntry(_("Cari standar"), "search", "/design/#standar"),
            SampleEntry(_("Jadi anggota"), "group", "/design/#anggota"),
        ]
    )
    person: list[SampleEntry] = field(
        default_factory=lambda: [
            SampleEntry(_("Belajar"), "learn", "/design/person/"),
            SampleEntry(_("Ujian"), "exam", "/design/person/ujian/", 1),
            SampleEntry(_("Sertifikat"), "certificate", "/design/person/sertifikat/"),
            SampleEntry(_("Kartu"), "card", "/design/person/kartu/"),
        ]
    )
    officer: list[SampleEntry] = field(
        default_factory=lambda: [
            SampleEntry(_("Permohonan baru"), "inbox", "/design/officer/", 12),
            SampleEntry(_("Menunggu keputusan"), "scale", "/design/officer/putusan/", 1204),
            SampleEntry(_("Banding"), "gavel", "/design/officer/banding/"),
            SampleEntry(_("Jejak"), "history", "/design/officer/jejak/"),
        ]
    )

    beyond_bar: int = 2
    is_beyond_bar: bool = False

    @property
    def bar(self) -> list[SampleEntry]:
        return self.person

    def count(self, entry: SampleEntry) -> int:
        return entry.waits


def pictograms() -> list[str]:
    """Every name in the sprite, in its order."""
    sprite = Path(finders.find("img/pictograms.svg")).read_text()
    return re.findall(r'<symbol id="([\w-]+)"', sprite)


def samples() -> dict[str, object]:
    return {
        "navigation": SampleMenu(),
        "standings": list(STANDINGS),
        "colours": COLOURS,
        "pictograms": pictograms(),
        "form": filled_form(),
        "moment_shown": MOMENT,
        "rows": [
            ("Siti Rahmawati", "valid", date(2029, 11, 23), 1250000),
            ("Yohanes Wanggai", "expiring", date(2026, 12, 20), 350000),
            ("Sukarno", "revoked", date(2027, 2, 1), 0),
        ],
    }
