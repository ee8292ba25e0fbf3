"""What stands behind the body in most codes: number, parts, year."""

import re
from dataclasses import dataclass

YEAR = r"(?:19\d\d|20\d\d)"


class Cursor:
    """Takes a text apart from its left, piece by piece."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def take(self, pattern: str) -> re.Match | None:
        found = re.compile(pattern).match(self.text, self.at)
        if found and found.end() > self.at:
            self.at = found.end()
            return found
        return None

    @property
    def done(self) -> bool:
        return not self.text[self.at :].strip()


@dataclass
class Figures:
    number: str
    part: str = ""
    draft: str = ""
    year: str = ""

    @property
    def undated(self) -> str:
        return f"{self.number}-{self.part}" if self.part else self.number

    @property
    def dated(self) -> str:
        return self.undated + self.draft + (f":{self.year}" if self.year else "")


def take(cursor: Cursor) -> Figures | None:
    """``62676-2-31:2019``, ``62676 4``, ``62443 3 3``, ``9001-2015``, ``27001 2022``.

    A draft counts itself behind a dot (``24759.2``); letters may belong to a part (``105-A03``).
    """
    found = cursor.take(r"[ -]*(\d+(?![A-Z]))")
    if not found:
        return None
    read, parts = Figures(number=found[1]), []
    while found := cursor.take(
        r"(?: ?- ?|/(?=[\dF](?:[:\s(]|\d|$)))([A-Z0-9]+)| (\d{1,3})(?=[ :(-]|$)"
    ):
        parts.append(found[1] or found[2])
    if found := cursor.take(r"(\.\d+)"):
        read.draft = found[1]
    if found := cursor.take(rf":({YEAR}(?:-\d\d)?)| ({YEAR})(?=[ (]|$)"):
        read.year = found[1] or found[2]
    elif parts and re.fullmatch(YEAR, parts[-1]):
        read.year = parts.pop()
    if any(re.fullmatch(YEAR, part) for part in parts):
        return None  # two years: without the one, the other would be read as it
    read.part = "-".join(parts)
    return read
