import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials.formats import serials

raw_serials = st.binary(min_size=10, max_size=10)


@given(raw=raw_serials)
def test_what_is_shown_reads_back(raw):
    serial = serials.of_bytes(raw)

    assert serials.to_bytes(serial) == raw
    assert serials.parse(serials.shown(serial)) == serial


@given(raw=raw_serials, at=st.integers(0, 15), other=st.sampled_from(serials.ALPHABET))
def test_one_wrong_character_is_told(raw, at, other):
    serial = serials.of_bytes(raw)
    typed = serial[:at] + other + serial[at + 1 :] + serials.check_of(serial)

    assert serials.parse(typed) == (serial if other == serial[at] else None)


@given(raw=raw_serials, at=st.integers(0, 14))
def test_neighbours_that_changed_places_are_told(raw, at):
    serial = serials.of_bytes(raw)
    swapped = serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]

    found = serials.parse(swapped + serials.check_of(serial))

    assert found == (serial if swapped == serial else None)


@given(text=st.text(max_size=80))
def test_anything_typed_gets_an_answer(text):
    found = serials.parse(text)

    assert found is None or len(found) == 16


def test_it_is_read_as_people_write():
    serial = "0110" * 4
    check = serials.check_of(serial)

    assert serials.parse(f" oiLo {'–'.join(['o1l0'] * 3)} {check.lower()}") == serial


def test_two_are_never_alike():
    assert len({serials.new() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("raw", [b"", b"123456789", b"12345678901"])
def test_another_length_is_no_serial(raw):
    with pytest.raises(ValueError, match="10 bytes"):
        serials.of_bytes(raw)
