import re

from search.standards.codes.code import Code

_ITU = re.compile(
    r"(ITU(?:[ -]?T)?[ .-]*(?:REC(?:OMMENDATION)?\.? )?)?"
    r"([A-Z])(\.? ?)(\d+(?:\.\d+)*)(?: ?(BIS|TER))?"
    r"(?: ?\((?:(\d\d)/)?(\d{4})\))?"
)
_SERIES = re.compile(r"[EGHMQXY]\d{3}")


def read(text: str) -> Code | None:
    """``ITU-T X.509 (10/2019)``, ``itu x509``; also ``x.509``, and ``x509`` of known series."""
    found = _ITU.fullmatch(text)
    if not found or not (found[1] or found[3].startswith(".") or _SERIES.match(text)):
        return None
    _, series, _, digits, again, month, year = found.groups()
    number = f"{series}.{digits}" + (f" {again.lower()}" if again else "")
    plain = f"ITU-T {number}"
    return Code(
        text=plain + (f" ({month}/{year})" if month else f" ({year})" if year else ""),
        body="ITU-T",
        number=number,
        year=year or "",
        plain=plain,
    )
