"""Companies in the editor: opened and kept by platform admins alone."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from associations.companies.models import Company, Service
from stc.accounts.snippets import keep_for_platform_admins

keep_for_platform_admins(Company)


class CompanyForm(WagtailAdminModelForm):
    services = forms.MultipleChoiceField(
        label=_("Jasa"),
        choices=Service.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CompanyViewSet(SnippetViewSet):
    model = Company
    icon = "home"
    list_display = ["name", "region", "licence_number", "licence_until"]
    search_fields = ["name", "nib", "licence_number"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Sesudah perusahaan dibuka, tunjuk manajer pertamanya di halaman Wakil "
                    "perusahaan. Manajer itu lalu mengajak satpamnya sendiri."
                )
            ),
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("region"),
            FieldPanel("nib"),
            FieldRowPanel([FieldPanel("licence_number"), FieldPanel("licence_until")]),
            FieldPanel("services"),
        ],
        base_form_class=CompanyForm,
    )


register_snippet(CompanyViewSet)
