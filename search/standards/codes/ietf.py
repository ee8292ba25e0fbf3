import re

from search.standards.codes.code import Code


def read(text: str) -> Code | None:
    """``RFC 8446``, ``rfc8446``, ``IETF RFC 0822``; also ``BCP 14`` and ``STD 97``."""
    found = re.fullmatch(r"(?:IETF )?(RFC|BCP|STD)[ .:-]*0*([1-9]\d{0,4})", text)
    if not found:
        return None
    return Code(text=f"{found[1]} {found[2]}", body="IETF", kind=found[1], number=found[2])
