from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from stc.blocks import BodyBlock
from stc.home import figures


class HomePage(Page):
    """The public front door. There is one in each language."""

    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("beranda")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        questions = ContentPage.objects.descendant_of(self).live().filter(depth=self.depth + 2)
        return {
            **context,
            "figures": figures.current(),
            "questions": questions.order_by("path")[:6],
        }


class ContentPage(Page):
    """An article: help, law, news of the body. Its summary is the search description."""

    body = StreamField(BodyBlock(), verbose_name=_("isi"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]

    class Meta:
        verbose_name = _("halaman isi")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        children = ContentPage.objects.child_of(self).live().order_by("path")
        return {**context, "children": children}
