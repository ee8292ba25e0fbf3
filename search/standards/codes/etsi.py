import re

from search.standards.codes.code import Code
from search.standards.codes.figures import YEAR

_KINDS = "I-ETS|ETS|ETR|TCRTR|TCTR|GTS|TBR|NET|TS|TR|EN|ES|EG|SR|GS|GR"
_ETSI = re.compile(
    rf"(ETSI ?)?({_KINDS})[ -]*(GSM )?"
    r"((?:[A-Z0-9]+(?:-[A-Z0-9]+)* )??[A-Z0-9][A-Z0-9./-]*?(?: [A-Z0-9][A-Z0-9/-]*?)?(?<=\w))"
    r"(?:(?: V ?|(?<=\d)V)(\d+(?:\.\d+)+)| ED\.? ?(\d+))?"
    rf"(?: ?\((?P<year>{YEAR})(?P<month>-\d\d)?\)|:(?P<joined>{YEAR}))?"
)
# Most numbers have six digits; without ETSI's name only these count, and from 1 to 3 on.
_SIX = re.compile(r"(\d{3}) ?(\d{3})((?:-\d+)*)")
# A specification group counts its own, in three digits behind its name.
_GROUP = re.compile(r"([A-Z0-9-]*[A-Z][A-Z0-9-]*?)[ -]?(\d{3}(?:-\d+)*)")


def read(text: str) -> Code | None:
    """``ETSI EN 303 645 V2.1.1 (2020-06)``, ``en 303645``, ``ETSI GS NFV-SEC 021``."""
    found = _ETSI.fullmatch(text)
    if not found:
        return None
    named, kind, gsm, number, version, edition = found.groups()[:6]
    six = _SIX.fullmatch(number)
    if not any(one.isdigit() for one in number):
        return None
    if not named and not (six and number[0] in "123"):
        return None
    if six:
        number = f"{six[1]} {six[2]}{six[3]}"
    elif kind in {"GS", "GR"} and (group := _GROUP.fullmatch(number)):
        number = f"{group[1]} {group[2]}"
    base, _, part = number.partition("-") if six else (number, "", "")
    edition = f"V{version}" if version else f"ed.{edition}" if edition else ""
    stem = f"ETSI {kind} {gsm or ''}{base}"
    plain = f"{stem}-{part}" if part else stem
    year = found["year"] or found["joined"] or ""
    date = f"({year}{found['month'] or ''})" if year else ""
    return Code(
        text=" ".join(one for one in (plain, edition, date) if one),
        body="ETSI",
        kind=kind,
        number=base,
        part=part,
        year=year,
        edition=edition,
        plain=plain,
        stem=stem,
    )
