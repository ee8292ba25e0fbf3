"""The identity number (NIK): how it is built, and what is wrong with one that is not.

PPKKSSDDMMYYNNNN: province, city or regency, district (kecamatan), date of birth (a woman's day of
the month is written with 40 added), serial. Only the form is checked: asking the registry office
takes an agreement with it. The number says two digits of the year; the birth date says which.

The region is the one where the number was first given, and never changes when regions are divided:
an unknown city or regency is doubted, an unknown province refused.
"""

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from enum import StrEnum

LENGTH = 16
WOMAN = 40
_CENTURIES = (1900, 2000)


class Fault(StrEnum):
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    DAY = "day"
    MONTH = "month"
    DATE = "date"
    OTHER_BIRTH_DATE = "other_birth_date"
    SERIAL = "serial"


def digits(typed: str) -> str:
    """The number without the spaces, dots and hyphens with which people group it."""
    return re.sub(r"[\s.\-]", "", typed)


def grouped(number: str) -> str:
    """In groups of four, to be read aloud."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def masked(last_four: str) -> str:
    """What is shown of a number that is known."""
    return f"•••• •••• •••• {last_four}"


def regency(number: str) -> str:
    """The code of its city or regency, as regions are keyed: ``32.73``."""
    return f"{number[:2]}.{number[2:4]}"


def day_of_birth(number: str) -> int:
    """The day of the month, whoever's number it is."""
    day = int(number[6:8])
    return day - WOMAN if day > WOMAN else day


def birth_dates(number: str, *, today: date) -> list[date]:
    """The dates that the number may mean: none, one, or one in each century."""
    found = []
    for century in _CENTURIES:
        with suppress(ValueError):
            found.append(
                date(century + int(number[10:12]), int(number[8:10]), day_of_birth(number))
            )
    return [day for day in found if day <= today]


def faults(
    number: str,
    *,
    provinces: Collection[str],
    regencies: Collection[str],
    birth_date: date | None,
    today: date,
) -> list[Fault]:
    """All that is wrong with a number (see ``digits``), from its first digit to its last."""
    if not (number.isascii() and number.isdigit()):
        return [Fault.NOT_DIGITS]
    if len(number) != LENGTH:
        return [Fault.LENGTH]
    found = []
    if number[:2] not in provinces:
        found.append(Fault.PROVINCE)
    elif regency(number) not in regencies:
        found.append(Fault.REGENCY)
    if number[4:6] == "00":
        found.append(Fault.DISTRICT)
    date_fault = _date_fault(number, birth_date=birth_date, today=today)
    if date_fault:
        found.append(date_fault)
    if number[12:] == "0000":
        found.append(Fault.SERIAL)
    return found


def _date_fault(number: str, *, birth_date: date | None, today: date) -> Fault | None:
    if not 1 <= day_of_birth(number) <= 31:
        return Fault.DAY
    if not 1 <= int(number[8:10]) <= 12:
        return Fault.MONTH
    if birth_date is None:
        return None if birth_dates(number, today=today) else Fault.DATE
    written = (day_of_birth(number), int(number[8:10]), int(number[10:12]))
    born = (birth_date.day, birth_date.month, birth_date.year % 100)
    return None if written == born else Fault.OTHER_BIRTH_DATE
