import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials.formats import statuslist


@given(marked=st.dictionaries(st.integers(0, 1023), st.sampled_from([1, 2, 3])))
def test_a_packed_list_tells_exactly_what_was_marked(marked):
    assert statuslist.unpack(statuslist.pack(marked, size=1024)) == marked


def test_the_published_vectors_read_and_write_alike(vectors):
    cases = json.loads((vectors / "token-status-list" / "vectors.json").read_text())["vectors"]

    for case in cases:
        packed = base64.urlsafe_b64decode(case["encoded"] + "==")
        marked = {int(index): value for index, value in case["statuses"].items() if value}
        ours = statuslist.pack(marked, size=case["size"], bits=case["bits"])
        assert statuslist.unpack(packed, bits=case["bits"]) == marked, case["name"]
        assert zlib.decompress(ours) == zlib.decompress(packed), case["name"]
    assert len(cases) == 4


@pytest.mark.parametrize(("marked"), [{8: 1}, {-1: 1}, {0: 4}])
def test_an_entry_beyond_the_list_is_refused(marked):
    with pytest.raises(ValueError, match="no entry"):
        statuslist.pack(marked, size=8)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"nonsense",
        statuslist.pack({}, size=64)[:-2],
        statuslist.pack({}, size=64) + b"x",
        zlib.compress(bytes(statuslist.LONGEST + 1)),
        zlib.compress(bytes(64 * 1024 * 1024)),
    ],
    ids=["empty", "nonsense", "cut", "followed", "too long", "bomb"],
)
def test_a_hostile_list_is_refused(packed):
    with pytest.raises(statuslist.BadList):
        statuslist.unpack(packed)


def test_an_index_beyond_the_list_has_no_answer():
    with pytest.raises(statuslist.BadList):
        statuslist.entry(bytes(2), 8)
