"""How long ties stand, as rows that the platform's admins keep in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from stc.accounts.snippets import keep_for_platform_admins
from stc.impartiality.models import StandingRule

keep_for_platform_admins(StandingRule)


class StandingRuleViewSet(SnippetViewSet):
    model = StandingRule
    icon = "warning"
    list_display = ["kind", "days", "valid_from", "decree"]
    panels = [
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Aturan pada hari ikatan berakhir yang dipakai. Ikatan yang sudah berakhir "
                        "tidak berubah; untuk yang baru, tambahkan baris dengan tanggal baru."
                    )
                ),
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("days")]),
                FieldPanel("decree"),
            ]
        )
    ]


register_snippet(StandingRuleViewSet)
