"""A credential on paper: words and a design in, the bytes of a PDF/A-2b file out.

The same words and design give the same bytes. ``missing_glyphs`` tells beforehand what could not
be printed: a page never shows a box. ReportLab draws, HarfBuzz shapes, pikepdf finishes.
"""

from certification.credentials.paper.design import BACKGROUNDS, HOUSE, Design, Signatory
from certification.credentials.paper.words import Paper, Row

FORMS = ("certificate", "card", "badge")  # A4; CR80, two sides; A6

__all__ = [
    "BACKGROUNDS",
    "FORMS",
    "HOUSE",
    "Design",
    "Paper",
    "Row",
    "Signatory",
    "missing_glyphs",
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
