"""UL, NFPA, ASTM, ANSI/ASIS, NIJ, TIA: a body, a number, perhaps a year."""

import re

from search.standards.codes.code import Code
from search.standards.codes.figures import YEAR

_BODIES = (
    # body, how it is typed, how it is written, what joins the year
    ("UL", r"(?:ANSI[ /]+)?(?:CAN/)?UL[ -]*(\d+[A-Z]?(?:-\d+)*)", "UL {}", ":"),
    ("NFPA", r"NFPA[ -]*(\d+[A-Z]?)", "NFPA {}", "-"),
    ("ASTM", r"ASTM[ -]*([A-G]\d+(?:/[A-G]\d+M)?)(?:-(?P<edition>\d\d[A-Z]?))?", "ASTM {}", "-"),
    ("NIJ", r"NIJ[ -]*(?:(?:STANDARD|STD\.?)[ -]*)?(\d{4}\.\d\d)", "NIJ Standard-{}", "-"),
    ("TIA", r"(?:ANSI[ /]+)?TIA(?:/EIA)?[ -]*(\d+(?:-[A-Z])?)", "ANSI/TIA-{}", "-"),
    ("ANSI/ASIS", r"(?:ANSI[/ ])?ASIS[/ ]RIMS[ -]*([A-Z]+\.\d+)", "ANSI/ASIS/RIMS {}", "-"),
    ("ANSI/ASIS", r"(?:ANSI[/ ])?ASIS[ -]*((?!PSO)[A-Z]{2,4}\.\d+)", "ANSI/ASIS {}", "-"),
    ("ANSI/ASIS", r"((?:PSC|ORM|SPC|INV)\.\d+)", "ANSI/ASIS {}", "-"),
    ("ANSI/ASIS", r"(?:ANSI[/ ])?ASIS[ -]*(WVPI(?: AA)?)", "ANSI/ASIS {}", "-"),
    ("ASIS", r"ASIS[ -]*(PSO)", "ASIS {}", "-"),
)
_YEAR = rf"(?:[-: ](?P<year>{YEAR})| ?\((?P<bracketed>{YEAR})\))?"


def read(text: str) -> Code | None:
    """``ul294``, ``nfpa 72 (2022)``, ``ASTM F3411-22a``, ``psc.1``, ``nij 0101.06``."""
    for body, typed, written, mark in _BODIES:
        if found := re.fullmatch(typed + _YEAR, text):
            said = found.groupdict()
            year = said["year"] or said["bracketed"] or ""
            edition = (said.get("edition") or "").lower()
            plain = written.format(found[1])
            return Code(
                text=plain + (f"{mark}{year or edition}" if year or edition else ""),
                body=body,
                number=found[1],
                year=year,
                edition=edition,
                plain=plain,
            )
    return None
