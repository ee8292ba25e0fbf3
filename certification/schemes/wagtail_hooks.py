"""Schemes' rules in the editor: kept by platform admins alone, dated, never deleted."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from certification.schemes.models import Requirement, SchemeRule
from stc.accounts.models import Purpose
from stc.accounts.snippets import keep_for_platform_admins

keep_for_platform_admins(SchemeRule)


def _purposes() -> list[tuple[str, str]]:
    return [(purpose.code, purpose.label) for purpose in Purpose.objects.filter(in_use=True)]


class SchemeRuleForm(WagtailAdminModelForm):
    consents = forms.MultipleChoiceField(
        label=_("Persetujuan yang diperlukan"),
        choices=_purposes,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    profile = forms.MultipleChoiceField(
        label=_("Isi profil yang diperlukan"),
        choices=Requirement.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SchemeRuleViewSet(SnippetViewSet):
    model = SchemeRule
    icon = "list-ul"
    list_display = ["scheme", "valid_from", "validity_months", "decree", "confirmed"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Aturan berlaku untuk permohonan yang dibuka sejak tanggalnya; permohonan yang "
                    "sudah dibuka tetap memakai aturan hari itu. Aturan yang sudah berlaku tidak "
                    "diubah lagi angkanya: tambahkan aturan baru."
                )
            ),
            FieldRowPanel([FieldPanel("scheme"), FieldPanel("valid_from")]),
            FieldPanel("validity_months"),
            FieldRowPanel([FieldPanel("hours_theory"), FieldPanel("hours_practice")]),
            FieldPanel("consents"),
            FieldPanel("profile"),
            FieldRowPanel([FieldPanel("decree"), FieldPanel("confirmed")]),
        ],
        base_form_class=SchemeRuleForm,
    )


register_snippet(SchemeRuleViewSet)
