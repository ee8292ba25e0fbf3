"""What an owner says of a credential when it is issued: frozen from then on."""

import unicodedata
from dataclasses import dataclass
from datetime import date


def as_written(name: str) -> str:
    """A name as a credential holds it: NFC, without anything invisible, single blanks."""
    plain = "".join(
        letter if unicodedata.category(letter)[0] != "C" else " "
        for letter in unicodedata.normalize("NFC", name)
    )
    return " ".join(plain.split())


@dataclass(frozen=True)
class Snapshot:
    """``scheme`` and ``level`` are short ASCII codes (16 at most): they travel in the code.

    ``number_prefix`` begins the printed number: ``STC-GP`` makes ``STC-GP-2026-00001``.
    """

    holder_name: str
    title_id: str
    title_en: str
    scheme: str
    level: str
    edition: str
    number_prefix: str
    decided_on: date
    region_name: str = ""

    def __post_init__(self) -> None:
        for code in (self.scheme, self.level, self.number_prefix):
            if len(code) > 16 or not code.isascii() or "/" in code:
                raise ValueError(f"no short code: {code!r}")

    def frozen(self) -> dict[str, object]:
        """The columns of a credential."""
        words = dict(vars(self))
        del words["number_prefix"]
        return words | {"holder_name": as_written(self.holder_name)}
