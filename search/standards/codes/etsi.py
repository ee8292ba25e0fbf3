import re

from search.standards.codes.code import Code

_KINDS = "I-ETS|ETS|ETR|TCRTR|TCTR|GTS|TBR|NET|TS|TR|EN|ES|EG|SR|GS|GR"
_ETSI = re.compile(
    rf"(ETSI ?)?({_KINDS})[ -]*(GSM )?"
    r"((?:[A-Z0-9]+(?:-[A-Z0-9]+)* )?[A-Z0-9][A-Z0-9./-]*?(?: [A-Z0-9][A-Z0-9/-]*?)?)"
    r"(?:(?: V ?|(?<=\d)V)(\d+(?:\.\d+)+)| ED\.? ?(\d+))?(?: ?\((\d{4})-(\d\d)\))?"
)
# ETSI's own numbers have six digits and begin with 1, 2 or 3; without its name only these count.
_SIX = re.compile(r"([123]\d\d) ?(\d{3})((?:-\d+)*)")


def read(text: str) -> Code | None:
    """``ETSI EN 303 645 V2.1.1 (2020-06)``, ``en 303645``, ``ETSI GS NFV-SEC 021``."""
    found = _ETSI.fullmatch(text)
    if not found:
        return None
    named, kind, gsm, number, version, edition, year, month = found.groups()
    six = _SIX.fullmatch(number)
    if not named and not six:
        return None
    if six:
        number = f"{six[1]} {six[2]}{six[3]}"
    base, _, part = number.partition("-") if six else (number, "", "")
    edition = f"V{version}" if version else f"ed.{edition}" if edition else ""
    stem = f"ETSI {kind} {gsm or ''}{base}"
    plain = f"{stem}-{part}" if part else stem
    date = f"({year}-{month})" if year else ""
    return Code(
        text=" ".join(one for one in (plain, edition, date) if one),
        body="ETSI",
        kind=kind,
        number=base,
        part=part,
        year=year or "",
        edition=edition,
        plain=plain,
        stem=stem,
    )
