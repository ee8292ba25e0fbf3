"""Stretches of whole calendar months."""

from calendar import monthrange
from datetime import date, timedelta


def last_day(first: date, months: int) -> date:
    """The last day, included, of so many calendar months that begin with the first day.

    It is the day before the same day of the month in which they end; where that month has no such
    day, its own last day: three months from 30 November end on 28 February, six from 31 August too.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    if first.day > longest:
        return date(year, month + 1, longest)
    return date(year, month + 1, first.day) - timedelta(days=1)
