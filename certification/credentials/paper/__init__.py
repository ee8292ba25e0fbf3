"""The certificate on paper: words in, the bytes of a PDF/A-2b page out. The same words, the same.

``missing_glyphs`` tells beforehand what could not be printed: a page never shows a box.
"""

from certification.credentials.paper.words import Paper, Row

__all__ = ["Paper", "Row", "missing_glyphs", "render"]


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of a text that no face of ours draws, each once, in their order."""
    from certification.credentials.paper import shaping  # here: pages start without HarfBuzz

    return shaping.shaped(text, shaping.BOLD).missing


def render(paper: Paper) -> bytes:
    """The page as the bytes of a PDF/A-2b file."""
    from certification.credentials.paper import page  # here: pages start without pikepdf

    return page.render(paper)
