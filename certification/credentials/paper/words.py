from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Row:
    """A fact: what it is called in both languages, and what it says."""

    label_id: str
    label_en: str
    value: str


@dataclass(frozen=True)
class Paper:
    """All words of a certificate, as they are printed."""

    heading_id: str
    heading_en: str
    issuer: str
    name: str
    title_id: str
    title_en: str
    rows: tuple[Row, ...]
    number: str
    serial: str
    address: str  # what the QR code holds
    check_id: str
    check_en: str
    made: datetime  # what the file says of its own age
