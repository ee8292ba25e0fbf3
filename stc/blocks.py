"""StreamField blocks that pages of several apps share."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class CalloutBlock(blocks.StructBlock):
    """A short text that stands out: something to know before going on."""

    title = blocks.CharBlock(label=_("Judul"), max_length=120)
    text = blocks.RichTextBlock(label=_("Teks"), features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        icon = "info-circle"
        label = _("Catatan")
        template = "look/blocks/callout.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an article: headings, text, pictures, notes."""

    heading = blocks.CharBlock(
        label=_("Judul bagian"), icon="title", template="look/blocks/heading.html"
    )
    text = blocks.RichTextBlock(label=_("Teks"), features=["bold", "italic", "link", "ul", "ol"])
    image = ImageBlock(label=_("Gambar"), template="look/blocks/image.html")
    callout = CalloutBlock()
