"""Days and hours of the demo, counted from the day on which it is made."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of that day by the body's own clock."""
    return timezone.make_aware(
        datetime.combine(day, time(hour, minute)), timezone.get_default_timezone()
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the 28th at the latest."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
