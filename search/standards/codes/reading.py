import re
import unicodedata

from search.standards.codes import (
    adoptions,
    american,
    etsi,
    european,
    figures,
    ieee,
    ietf,
    iso_iec,
    itu,
    named,
    nist,
    papers,
    sni,
)
from search.standards.codes.code import Code

LONGEST = 120
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u00ad\u200b\ufeff™®“”„«»‘’")
)
_ALSO_CALLED = tuple(
    (re.compile(rf"(?<!\w){word}(?!\w)"), latin)
    for word, latin in (
        (r"ИСО", "ISO"),
        (r"МЭК", "IEC"),
        (r"РУКОВОДСТВ[АО]", "GUIDE"),
        (r"ОПМС", "FDIS"),
        (r"ПМС", "DIS"),
        (r"ТО", "TR"),
        (r"ТС", "TS"),
        (r"CEI", "IEC"),
        # One series, published by both under the same numbers.
        (r"(?:ANSI/)?ISA(?:/IEC)?(?=[ -]*(?:T[SR][ -]*)?62443)", "IEC"),
    )
)
_YEAR_SPELLED = re.compile(rf" (?:TAHUN|EDISI|VERSI|EDITION) (?={figures.YEAR}$)")


def parse(text: str) -> Code | None:
    """The code that the whole text is, however typed; nothing where it is none. Never raises.

    ``parse(str(code)) == code`` for each code that comes out.
    """
    tidy = _tidy(text)
    code = _parse(tidy)
    if not code:
        return None
    again = _tidy(code.text)
    # What would be read otherwise than it is written is no spelling of anything.
    return code if again == tidy or _parse(again) == code else None


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).upper()
    plain = re.sub(r"\s+", " ", re.sub(r"\s*([/:])\s*", r"\1", plain)).strip(" .,;:'\"-/")
    for word, latin in _ALSO_CALLED:
        plain = word.sub(latin, plain)
    plain = _YEAR_SPELLED.sub(":", plain)
    return plain if plain.isascii() else ""


def _parse(text: str) -> Code | None:
    readers = (
        ietf.read,
        sni.read,
        lambda one: adoptions.read(one, _parse),
        iso_iec.read,
        papers.read,
        etsi.read,
        european.read,
        nist.read,
        ieee.read,
        american.read,
        named.read,
        itu.read,
        _read_bare,
    )
    return next((code for reader in readers if (code := reader(text))), None)


def _read_bare(text: str) -> Code | None:
    """A number alone, of two digits at least: ``27001``, ``62676-4``, ``27001:2022``."""
    cursor = figures.Cursor(text)
    read = figures.take(cursor)
    if not read or not cursor.done or not re.fullmatch(r"\d{2,6}", read.number):
        return None
    if nist.read(read.undated):
        return None  # with a year, which NIST's do not carry
    return Code(
        text=read.dated,
        body="",
        number=read.number,
        part=read.part,
        year=read.year,
        plain=read.undated,
        stem=read.number,
    )
