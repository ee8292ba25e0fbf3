"""How a standard is named in a list of references: APA 7, IEEE and BibTeX.

The official title is the English one; what has no year is cited as undated.
"""

import re

from search.standards.models import Standard

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def apa(standard: Standard) -> str:
    year = standard.year or "n.d."
    said = f"{standard.body}. ({year}). {standard.title_en} ({standard.code})."
    return f"{said} {standard.link}".strip()


def ieee(standard: Standard) -> str:
    year = f", {standard.year}" if standard.year else ""
    said = f"“{standard.title_en},” {standard.body}, {standard.code}{year}."
    return f"{said} [Online]. Available: {standard.link}" if standard.link else said


def bibtex(standard: Standard) -> str:
    told = {
        "title": f"{{{_tex(standard.title_en)}}}",
        "type": "Standard",
        "number": _tex(standard.code),
        "institution": _tex(standard.body),
        "year": str(standard.year or ""),
        "url": standard.link,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in told.items() if value]
    return f"@techreport{{{standard.slug},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _TEX.get(sign[0], "\\" + sign[0]), text)


def all_of(standard: Standard) -> list[tuple[str, str]]:
    """Each style with its text."""
    return [("APA", apa(standard)), ("IEEE", ieee(standard)), ("BibTeX", bibtex(standard))]
