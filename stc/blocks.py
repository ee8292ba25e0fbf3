"""StreamField blocks that pages of several apps share, and articles kept as files."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

WRITING = ["bold", "italic", "link", "ul", "ol"]


class CalloutBlock(blocks.StructBlock):
    """A short text that stands out: something to know before going on."""

    title = blocks.CharBlock(label=_("Judul"), max_length=120)
    text = blocks.RichTextBlock(label=_("Teks"), features=WRITING)

    class Meta:
        icon = "info-circle"
        label = _("Catatan")
        template = "look/blocks/callout.html"


class DrawingBlock(blocks.StructBlock):
    """A drawing of the house's own, from ``static/img/lessons``; without extension."""

    name = blocks.RegexBlock(r"^[a-z0-9-]+$", label=_("Nama berkas"), max_length=60)
    alt = blocks.CharBlock(label=_("Yang terlihat"), max_length=250)

    class Meta:
        icon = "image"
        label = _("Gambar dari STC")
        template = "look/blocks/drawing.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if finders.find(f"img/lessons/{cleaned['name']}.svg") is None:
            raise blocks.StructBlockValidationError(
                {"name": ValidationError(_("Tidak ada gambar dengan nama ini."))}
            )
        return cleaned


class BodyBlock(blocks.StreamBlock):
    """The body of an article: headings, text, pictures, notes."""

    heading = blocks.CharBlock(
        label=_("Judul bagian"), icon="title", template="look/blocks/heading.html"
    )
    text = blocks.RichTextBlock(label=_("Teks"), features=WRITING)
    image = ImageBlock(label=_("Gambar"), template="look/blocks/image.html")
    drawing = DrawingBlock()
    callout = CalloutBlock()


@dataclass(frozen=True)
class Article:
    """A page's words: its title, a summary for lists, and a StreamField body."""

    title: str
    summary: str
    body: list[tuple[str, object]]


_PIECES = re.compile(
    r'<h2>(?P<heading>.+?)</h2>|<img src="(?P<name>[a-z0-9-]+)" alt="(?P<alt>[^"]+)">'
    r"|<aside><h3>(?P<title>.+?)</h3>(?P<note>.+?)</aside>",
    re.DOTALL,
)


def read_article(file: Path) -> Article:
    """An article kept as plain HTML: ``<h1>``, a first paragraph as summary, then the body.

    The body is made of ``<h2>``, paragraphs and lists, ``<img src="name" alt="…">`` for a drawing
    of ours, and ``<aside><h3>…</h3>…</aside>`` for a note. Raises ``ValueError`` where the file
    begins otherwise.
    """
    head = re.fullmatch(
        r"\s*<h1>(.+?)</h1>\s*<p>(.+?)</p>\s*(.*)", file.read_text("utf-8"), re.DOTALL
    )
    if head is None:
        raise ValueError(f"{file}: an article begins with <h1> and a paragraph")
    title, summary, rest = head.groups()
    body: list[tuple[str, object]] = []
    at = 0
    for piece in _PIECES.finditer(rest):
        _add_text(body, rest[at : piece.start()])
        if piece["heading"]:
            body.append(("heading", piece["heading"]))
        elif piece["name"]:
            body.append(("drawing", {"name": piece["name"], "alt": piece["alt"]}))
        else:
            body.append(("callout", {"title": piece["title"], "text": piece["note"].strip()}))
        at = piece.end()
    _add_text(body, rest[at:])
    return Article(title, " ".join(summary.split()), body)


def _add_text(body: list[tuple[str, object]], text: str) -> None:
    if text.strip():
        body.append(("text", text.strip()))
