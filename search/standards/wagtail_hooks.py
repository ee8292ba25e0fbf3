"""The catalogue in the editor: kept by platform admins and catalogue editors, with its history."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from search.standards.models import Standard, Topic


class FirstKept(EditView):
    """What was loaded has no history yet: the first change keeps what stood before it, too."""

    def save_instance(self):
        stored = self.model.objects.get(pk=self.object.pk)
        if stored.latest_revision_id is None:
            stored.save_revision()
        return super().save_instance()


class StandardViewSet(SnippetViewSet):
    model = Standard
    edit_view_class = FirstKept
    icon = "doc-full-inverse"
    list_display = ["code", "title_en", "status", "confidence"]
    list_filter = ["status", "body", "kind"]
    search_fields = ["code", "title_en", "title_id"]
    list_per_page = 50
    copy_view_enabled = False  # two would have one code
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Tulis ringkasan dengan kata sendiri; isi standar tidak disalin ke sini. "
                    "Yang Anda ubah tidak ditimpa lagi oleh pemuatan data."
                )
            ),
            FieldRowPanel([FieldPanel("code"), FieldPanel("body")]),
            FieldRowPanel([FieldPanel("year"), FieldPanel("edition"), FieldPanel("status")]),
            FieldPanel("title_id"),
            FieldPanel("title_en"),
            FieldPanel("abstract_id"),
            FieldPanel("abstract_en"),
            FieldPanel("kind"),
            FieldPanel("topics"),
            FieldPanel("link"),
            FieldPanel("ics"),
            InlinePanel(
                "relations",
                [
                    FieldPanel("kind"),
                    FieldPanel("other"),
                    FieldPanel("source"),
                    FieldPanel("derived"),
                ],
                heading=_("Hubungan dengan standar lain"),
            ),
            MultiFieldPanel(
                [FieldPanel("confidence"), FieldPanel("source")], heading=_("Kepastian")
            ),
        ]
    )


class TopicViewSet(SnippetViewSet):
    model = Topic
    edit_view_class = FirstKept
    icon = "tag"
    list_display = ["name_id", "name_en", "parent"]
    list_filter = ["parent"]
    search_fields = ["name_id", "name_en", "slug"]
    list_per_page = 100
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("parent")]),
            InlinePanel(
                "synonyms",
                [FieldRowPanel([FieldPanel("language"), FieldPanel("term"), FieldPanel("weight")])],
                heading=_("Sinonim"),
            ),
        ]
    )


class CatalogueGroup(SnippetViewSetGroup):
    items = (StandardViewSet, TopicViewSet)
    menu_icon = "doc-full-inverse"
    menu_label = _("Katalog standar")
    menu_name = "standards"


register_snippet(CatalogueGroup)
