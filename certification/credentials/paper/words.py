from dataclasses import dataclass
from datetime import datetime

# What small forms call their facts, in both languages at once.
ENDS, NUMBER, SERIAL = "Berlaku sampai / Valid until", "Nomor / Number", "Nomor seri / Serial"


@dataclass(frozen=True)
class Row:
    """A fact: what it is called in both languages, and what it says."""

    label_id: str
    label_en: str
    value: str


@dataclass(frozen=True)
class Paper:
    """What the papers of one credential say; ``ends`` is its last day in words."""

    name: str
    title_id: str
    title_en: str
    rows: tuple[Row, ...]
    ends: str
    number: str
    serial: str
    address: str  # what the QR code holds
    check_id: str
    check_en: str
    made: datetime  # what the file says of its own age
