import re

from search.standards.codes.code import Code
from search.standards.codes.figures import YEAR

_IEEE = re.compile(
    r"(?:(?:ANSI/)?IEEE[ -]*(?:STD\.? ?)?|(?=802\.\d))(P(?=\d))?"
    rf"((?:[CN]\d+\.)?\d+(?:\.\d+)*)([A-Z]{{0,5}}(?:\.\d+)?)(?:[-: ]({YEAR}))?"
)


def read(text: str) -> Code | None:
    """``IEEE 802.1X-2020``, ``ieee std c37.240``; a draft is a project: ``IEEE P2410``.

    802's are known without the body too: ``802.1x``.
    """
    found = _IEEE.fullmatch(text)
    if not found:
        return None
    project, digits, letters, year = found.groups()
    number = digits + _cased(digits, letters)
    plain = f"IEEE {number}"
    return Code(
        text=f"IEEE {project or ''}{number}" + (f"-{year}" if year else ""),
        body="IEEE",
        number=number,
        year=year or "",
        stage=project or "",
        plain=plain,
    )


def _cased(digits: str, letters: str) -> str:
    """802 writes a standard of its own in capitals and its amendments small: ``802.1AEbw``."""
    if digits not in {"802", "802.1"}:
        return letters.lower()
    own = len(letters) if len(letters) <= 2 else len(letters) - 2
    return letters[:own] + letters[own:].lower()
