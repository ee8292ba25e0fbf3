from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.schemes.months import last_day


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 25), 36, date(2029, 11, 24)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
    ],
)
def test_the_last_day_of_whole_months(first, months, last):
    assert last_day(first, months) == last


@given(
    first=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    months=st.integers(min_value=1, max_value=600),
)
def test_the_next_stretch_begins_on_the_same_day_or_on_the_first_where_there_is_none(first, months):
    after = last_day(first, months) + timedelta(days=1)

    whole = (after.year - first.year) * 12 + after.month - first.month
    assert (after.day, whole) in ((first.day, months), (1, months + 1))
    if after.day != first.day:  # the month in which it ends is too short
        assert (after - timedelta(days=1)).day < first.day


@given(
    first=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    months=st.integers(min_value=1, max_value=599),
)
def test_a_month_more_is_always_longer(first, months):
    assert last_day(first, months) < last_day(first, months + 1)
