import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stc.accounts.forms.nik_words import words_for
from stc.accounts.models import User
from stc.accounts.nik import Fault
from stc.accounts.services import identity
from stc.files import uploads
from stc.regions.fields import CityField

OLDEST = 1900


class ProfileForm(forms.Form):
    """What a person says of themselves. An empty NIK keeps the one that is stored."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        help_text=_("Seperti di KTP. Satu kata pun boleh."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    birth_date = forms.DateField(
        label=_("Tanggal lahir"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )
    nik = forms.CharField(
        label=_("NIK"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    of_former_region = forms.BooleanField(
        label=_("NIK saya memang diawali angka itu: wilayahnya dulu bernama atau berkode lain."),
        required=False,
    )
    region = CityField(label=_("Kabupaten/kota"), required=False)
    zone = forms.ChoiceField(
        label=_("Zona waktu"),
        required=False,
        choices=[("", _("Ikuti kabupaten/kota")), *User.Zone.choices],
    )
    language = forms.ChoiceField(
        label=_("Bahasa"),
        choices=User._meta.get_field("language").choices,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, person: User, **kwargs) -> None:
        follows = person.zone == (person.region.timezone if person.region else User.Zone.WIB)
        initial = {
            "full_name": person.full_name,
            "birth_date": person.birth_date,
            "region": person.region_id,
            "zone": "" if follows else person.zone,
            "language": person.language,
            "version": person.profile_version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.person = person
        stored = identity.of(person)
        self.fields["nik"].help_text = (
            gettext("Tersimpan: %(masked)s. Kosongkan bila tidak berubah.") % {"masked": stored}
            if stored
            else gettext("16 angka seperti di KTP. Disimpan tersandi.")
        )
        if not self.data.get("nik"):
            # Asked only of whoever typed a number of a region that today's list does not know.
            del self.fields["of_former_region"]

    def clean_full_name(self) -> str:
        name = unicodedata.normalize("NFC", " ".join(self.cleaned_data["full_name"].split()))
        if not any(character.isalpha() for character in name):
            raise ValidationError(_("Tulis nama Anda dengan huruf, seperti di KTP."))
        if any(unicodedata.category(character) in ("Cc", "Cf", "Co") for character in name):
            raise ValidationError(_("Nama ini memuat tanda yang tidak terlihat. Ketik ulang."))
        return name

    def clean_birth_date(self):
        born = self.cleaned_data["birth_date"]
        if born is not None and not OLDEST <= born.year <= timezone.localdate().year:
            raise ValidationError(_("Tahun lahir ini tidak mungkin. Periksa lagi."))
        if born is not None and born > timezone.localdate():
            raise ValidationError(_("Tanggal lahir ini belum terjadi. Periksa lagi."))
        return born

    def clean(self) -> dict:
        said = super().clean()
        if "birth_date" in self.errors:
            return said  # a number cannot be compared with a date that is none
        born = said.get("birth_date")
        if said.get("nik"):
            self._check_nik(said["nik"], born, of_former_region=said.get("of_former_region", False))
        elif identity.stored_disagrees(self.person, birth_date=born):
            self.add_error(
                "birth_date",
                _(
                    "Tidak cocok dengan NIK yang tersimpan. "
                    "Perbaiki tanggalnya, atau ketik ulang NIK."
                ),
            )
        if Fault.REGENCY not in getattr(self, "nik_faults", []) and not said.get(
            "of_former_region"
        ):
            self.fields.pop("of_former_region", None)
        return said

    def _check_nik(self, typed: str, born, *, of_former_region: bool) -> None:
        self.nik_faults = identity.faults_of(
            typed, birth_date=born, of_former_region=of_former_region
        )
        for fault in self.nik_faults:
            self.add_error("nik", words_for(fault, typed, birth_date=born))

    def ask_again(self, *, version: int) -> None:
        """The form shows what was typed; sent again, it is saved over ``version``."""
        self.data = self.data.copy()
        self.data["version"] = version


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_(
            "Wajah menghadap kamera, tanpa topi dan kacamata hitam. JPG, PNG, atau WebP, "
            "paling besar 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Pilih foto dulu."), "empty": _("Berkas ini kosong.")},
    )

    def clean_photo(self):
        return uploads.clean_photo(self.cleaned_data["photo"])


class SeeNikForm(forms.Form):
    why = forms.CharField(
        label=_("Alasan melihat NIK"),
        max_length=300,
        help_text=_("Disimpan dalam jejak bersama nama Anda dan waktunya."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
