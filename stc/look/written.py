"""How this house writes money, days, hours and serials, each as the reader's language does."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language

ZONE_WORDS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
MINUS = "−"


def number(value) -> str:
    """A whole or decimal number in groups of three; what is none is written as a dash."""
    return "–" if value is None else formats.number_format(value, force_grouping=True)


def rupiah(amount_idr: int | None) -> str:
    """Whole rupiah: Rp1.250.000 in Indonesian, Rp1,250,000 in English."""
    if amount_idr is None:
        return "–"
    sign = MINUS if amount_idr < 0 else ""
    return f"{sign}Rp{number(abs(amount_idr))}"


def day(value: date | None) -> str:
    """24 November 2026. A moment is first brought to the reader's zone."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return formats.date_format(value, "DATE_FORMAT")


def zone_word(moment: datetime) -> str:
    """WIB, WITA or WIT; of any other zone its own short name."""
    key = getattr(moment.tzinfo, "key", "")
    return ZONE_WORDS.get(key) or moment.tzname() or ""


def local_time(moment: datetime | None) -> str:
    """The hour with its zone: 14.00 WITA in Indonesian, 14:00 WITA in English."""
    if moment is None:
        return "–"
    here = timezone.localtime(moment)
    return f"{formats.time_format(here.time(), 'TIME_FORMAT')} {zone_word(here)}"


def local_moment(moment: datetime | None) -> str:
    """24 November 2026, 14.00 WIB."""
    return "–" if moment is None else f"{day(moment)}, {local_time(moment)}"


def serial(value: str) -> str:
    """A serial or code in groups of four, as it is read aloud and typed."""
    plain = "".join(str(value).split()).replace("-", "")
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def other_language() -> str:
    """The language that the switch in the head offers."""
    return "en" if get_language() == "id" else "id"
