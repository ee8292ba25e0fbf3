from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.curricula.models import CurriculumPage
from courses.providers.models import Engagement, Provider
from stc.accounts.fields import DayField, PersonField
from stc.accounts.models import User


class InstructorChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class OpenClassForm(forms.Form):
    """``providers`` are those at which this user is engaged: their instructors may teach."""

    provider = forms.ModelChoiceField(Provider.objects.none(), label=_("Penyelenggara"))
    curriculum = forms.ChoiceField(label=_("Kurikulum"))
    name = forms.CharField(
        label=_("Nama kelas"), max_length=120, help_text=_("Misalnya Gada Pratama angkatan 12.")
    )
    starts_on = DayField(label=_("Hari pertama"))
    ends_on = DayField(label=_("Hari terakhir"))
    approval_letter = forms.CharField(label=_("Nomor surat persetujuan"), max_length=120)
    instructors = InstructorChoice(User.objects.none(), label=_("Instruktur"))

    def __init__(self, *args, providers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers
        self.fields["curriculum"].choices = _curricula()
        teaching = Engagement.objects.current().filter(
            provider__in=providers, role=Engagement.Role.INSTRUCTOR
        )
        people = User.objects.filter(pk__in=teaching.values("person"))
        self.fields["instructors"].queryset = people.order_by("full_name", "pk")

    def act(self) -> dict[str, object]:
        """What ``open_class`` asks for."""
        told = dict(self.cleaned_data)
        told["curriculum_code"], told["edition"] = told.pop("curriculum").rsplit("/", 1)
        return told


def _curricula() -> list[tuple[str, str]]:
    pages = CurriculumPage.objects.live().filter(locale__language_code=get_language())
    return [(f"{p.code}/{p.edition}", f"{p.title} ({p.edition})") for p in pages.order_by("path")]


class SeatForm(forms.Form):
    person = PersonField(
        label=_("Surel atau nomor ponsel peserta"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti pada akun orang itu."),
    )


class HoursForm(forms.Form):
    module_key = forms.ChoiceField(label=_("Modul yang sudah diajarkan"))

    def __init__(self, *args, modules: list[tuple[object, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module_key"].choices = [(str(key), said) for key, said in modules]


class InstructorForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Instruktur tambahan"))

    def __init__(self, *args, free: list[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in free])
        # Those at hand are not read again.
        field.choices = [("", field.empty_label), *((person.pk, f"{person}") for person in free)]
