from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stc.accounts import nik
from stc.accounts.nik import Fault

TODAY = date(2026, 11, 25)
KNOWN = {"provinces": {"32", "94"}, "regencies": {"32.73", "94.01"}, "today": TODAY}


def faults(number, birth_date=None):
    return nik.faults(number, birth_date=birth_date, **KNOWN)


@st.composite
def numbers(draw):
    """A right number with the birth date that it tells."""
    born = draw(st.dates(date(1930, 1, 1), TODAY))
    day = born.day + draw(st.sampled_from([0, nik.WOMAN]))
    where = draw(st.sampled_from(["3273", "9401"])) + f"{draw(st.integers(1, 99)):02}"
    return f"{where}{day:02}{born:%m%y}{draw(st.integers(1, 9999)):04}", born


@given(numbers())
def test_a_right_number_has_no_fault_with_its_birth_date_or_without(right):
    number, born = right

    assert (faults(number, born), faults(number)) == ([], [])


@given(numbers())
def test_a_number_means_the_birth_date_it_was_made_of(right):
    number, born = right

    assert born in nik.birth_dates(number, today=TODAY)


@given(numbers(), st.dates(date(1930, 1, 1), TODAY))
def test_another_birth_date_is_seen(right, other):
    number, born = right
    assume((other.day, other.month, other.year % 100) != (born.day, born.month, born.year % 100))

    assert faults(number, other) == [Fault.OTHER_BIRTH_DATE]


@given(numbers(), st.text(alphabet=" .-", max_size=6), st.integers(0, 16))
def test_a_number_may_be_typed_in_groups(right, between, at):
    number, _born = right

    assert nik.digits(number[:at] + between + number[at:]) == number


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(typed):
    faults(nik.digits(typed), date(1995, 3, 2))


@given(st.text(alphabet="0123456789", max_size=30).filter(lambda text: len(text) != 16))
def test_only_sixteen_digits_are_a_number(digits):
    assert faults(digits) == ([Fault.LENGTH] if digits else [Fault.NOT_DIGITS])


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("327301020395000A", [Fault.NOT_DIGITS]),
        ("٣٢٧٣٠١٠٢٠٣٩٥٠٠٠١", [Fault.NOT_DIGITS]),
        ("9973010203950001", [Fault.PROVINCE]),
        ("3299010203950001", [Fault.REGENCY]),
        ("3273000203950001", [Fault.DISTRICT]),
        ("3273010003950001", [Fault.DAY]),
        ("3273014003950001", [Fault.DAY]),
        ("3273013203950001", [Fault.DAY]),
        ("3273017203950001", [Fault.DAY]),
        ("3273010200950001", [Fault.MONTH]),
        ("3273010213950001", [Fault.MONTH]),
        ("3273013002950001", [Fault.DATE]),
        ("3273012902950001", [Fault.DATE]),
        ("3273010203950000", [Fault.SERIAL]),
        ("9900000013950000", [Fault.PROVINCE, Fault.DISTRICT, Fault.DAY, Fault.SERIAL]),
    ],
)
def test_each_fault_is_named(number, found):
    assert faults(number) == found


def test_a_leap_day_is_a_date_in_the_year_that_has_one():
    assert nik.birth_dates("3273012902000001", today=TODAY) == [date(2000, 2, 29)]


def test_a_woman_has_forty_added_to_her_day():
    assert faults("3273014203950001", date(1995, 3, 2)) == []


def test_nobody_is_born_tomorrow():
    assert nik.birth_dates("3273012611260001", today=TODAY) == [date(1926, 11, 26)]


def test_only_the_last_four_digits_are_in_sight():
    assert nik.masked("0001") == "•••• •••• •••• 0001"
