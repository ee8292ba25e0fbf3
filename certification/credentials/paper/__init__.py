"""A credential on paper: words and a design in, the bytes of a PDF/A-2b file out.

The same words and design give the same bytes. ``missing_glyphs`` tells beforehand what could not
be printed: a page never shows a box. ReportLab draws, HarfBuzz shapes, pikepdf finishes.
"""

from collections.abc import Iterable

from certification.credentials.paper.design import BACKGROUNDS, HOUSE, Design, Signatory
from certification.credentials.paper.words import Paper, Row

LAYOUTS = ("one_after_another", "on_sheets")  # of many cards in one file
FORMS = ("certificate", "card", "badge")  # A4; CR80, two sides; A6

__all__ = [
    "BACKGROUNDS",
    "FORMS",
    "HOUSE",
    "LAYOUTS",
    "Design",
    "Paper",
    "Row",
    "Signatory",
    "missing_glyphs",
    "put_together",
    "render",
]


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of a text that no face of ours draws, each once, in their order."""
    if text.isascii() and text.isprintable():
        return ()  # the house's own face has them all, and most names are of them
    from certification.credentials.paper import shaping  # here: pages start without HarfBuzz

    return shaping.shaped(text, shaping.BOLD).missing


def render(words: Paper, design: Design = HOUSE, form: str = "certificate") -> bytes:
    """The bytes of a PDF/A-2b file. Raises ``LookupError`` for a form that there is not."""
    from certification.credentials.paper import forms  # here: pages start without pikepdf

    return forms.render(words, design, form)


def put_together(cards: Iterable[bytes], layout: str) -> bytes:
    """Cards' own files as one: page after page for a card printer, or on A4 sheets of ten."""
    from certification.credentials.paper import sheets  # here: pages start without pikepdf

    return {"one_after_another": sheets.one_after_another, "on_sheets": sheets.on_sheets}[layout](
        cards
    )
