"""Every published code is read, and written so that it reads as the same again."""

import csv
from functools import cache

import pytest

from search.standards import reading
from search.standards.codes import parse

# How many of a list are not read; of NIST's 20,348 a shelf mark and two with words of their own.
UNREAD = {"iso": 0, "iec": 0, "nist": 3, "etsi": 0}


@cache
def _read(folder):
    paths = sorted(folder.glob("*.txt"))
    lines = [line.partition("#")[0].strip() for path in paths for line in path.open()]
    return [(line, parse(line)) for line in lines if line]


@pytest.mark.parametrize("body", UNREAD)
def test_the_published_codes_of_a_body_are_read(vectors, body):
    codes = _read(vectors / "pubid" / body)
    unread = [text for text, code in codes if code is None]

    print(f"{body}: of {len(codes)} codes not read: {unread}")
    assert len(codes) > 7_000
    assert len(unread) <= UNREAD[body], unread


@pytest.mark.parametrize("body", UNREAD)
def test_what_is_read_is_written_so_that_it_reads_as_the_same(vectors, body):
    codes = [code for _, code in _read(vectors / "pubid" / body) if code]
    undated = {code.undated.text: code.undated for code in codes}

    assert [code.text for code in codes if parse(code.text) != code] == []
    assert [text for text, code in undated.items() if parse(text) != code] == []


def test_codes_of_etsi_come_back_as_etsi_writes_them(vectors):
    def plain(text):
        return str(text).upper().replace(" GSM", "")

    codes = _read(vectors / "pubid" / "etsi")

    assert [text for text, code in codes if plain(code) != plain(text)] == []


def test_the_catalogue_writes_its_codes_as_they_are_read():
    codes = [code for name in ("standards", "facts") for code in _catalogue(name)]
    other = {code for code in codes if str(parse(code)) != code}

    assert len(codes) > 4_000
    assert [code for code in codes if parse(code) is None] == []
    # OASIS names its own in both cases; to one letter of IEEE, no rule leads.
    assert {code for code in other if not code.startswith("OASIS ")} == {"IEEE 622A-1984"}
    assert len({parse(code).key for code in codes}) == len(codes)


def _catalogue(name):
    with (reading.DATA / f"{name}.csv").open(newline="") as lines:
        return [row["code"] for row in csv.DictReader(lines)]
