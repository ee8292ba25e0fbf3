"""One number, however typed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from stc.accounts import phone

PREFIXES = ("0", "62", "+62", "0062", "+62 0", "", "＋62", "(+62)", "62-", "+62 ")
SIGNS = st.sampled_from(["", " ", "-", ".", " - ", "  "])
MOBILES = st.builds(
    lambda head, tail: head + tail,
    st.sampled_from(["812", "813", "821", "852", "857", "878", "895", "896"]),
    st.text("0123456789", min_size=7, max_size=8),
).filter(lambda digits: len(digits) in (10, 11))


@given(
    mobile=MOBILES,
    prefix=st.sampled_from(PREFIXES),
    signs=st.lists(SIGNS, min_size=11, max_size=11),
)
def test_every_spelling_of_an_indonesian_mobile_is_the_same_number(mobile, prefix, signs):
    typed = f"  {prefix}" + "".join(d + s for d, s in zip(mobile, signs, strict=False)) + " "

    assert phone.normal(typed) == f"+62{mobile}"
    assert phone.looks_like_one(typed)


@pytest.mark.parametrize(
    "typed", ["0812-3456-7890", "62812 3456 7890", "+62 812-3456-7890", "812.3456.7890"]
)
def test_the_usual_spellings(typed):
    assert phone.normal(typed) == "+6281234567890"


def test_a_short_number_after_62_is_not_read_as_one_inside_the_country():
    """Read so, it would be another person's: +62 62 812 345 678."""
    assert phone.normal("62812345678") == "+62812345678"


def test_a_number_from_abroad_keeps_its_country():
    assert phone.normal("+60 12-345 6789") == "+60123456789"


@pytest.mark.parametrize(
    "typed", ["", "0812", "021-5551234", "081234567890123456", "sari", "+", "110", "+6262812345678"]
)
def test_what_no_message_can_reach_is_refused(typed):
    with pytest.raises(ValidationError):
        phone.normal(typed)


@given(typed=st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_refused(typed):
    try:
        number = phone.normal(typed)
    except ValidationError:
        return

    assert number.startswith("+")
    assert phone.normal(number) == number


@given(address=st.emails())
def test_an_address_is_no_number(address):
    assert not phone.looks_like_one(address)
