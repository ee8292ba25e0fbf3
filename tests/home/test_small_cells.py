from hypothesis import given
from hypothesis import strategies as st

from stc.home.small_cells import SMALLEST, hide, shown_total

counts = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(1, 12))


def test_large_cells_are_all_shown():
    assert hide({"a": 5, "b": 90}) == {"a": 5, "b": 90}


def test_a_lone_small_cell_takes_the_smallest_other_with_it():
    assert hide({"a": 90, "b": 3, "c": 7}) == {"a": 90, "b": None, "c": None}


def test_small_cells_whose_sum_tells_them_take_another_with_them():
    assert hide({"a": 1, "b": 1, "c": 7, "d": 8}) == {"a": None, "b": None, "c": None, "d": 8}


def test_small_cells_that_could_be_several_things_stand_alone():
    assert hide({"a": 2, "b": 3, "c": 7}) == {"a": None, "b": None, "c": 7}


def test_nobody_is_hidden_where_nobody_is():
    assert hide({"a": 0, "b": 9}) == {"a": 0, "b": 9}
    assert shown_total({}) == 0


def test_a_total_below_the_smallest_is_not_shown():
    assert [shown_total({"a": n}) for n in (SMALLEST - 1, SMALLEST)] == [None, SMALLEST]


@given(counts)
def test_whoever_subtracts_finds_no_small_cell(cells):
    shown = hide(cells)

    rest = sum(cells.values()) - sum(n for n in shown.values() if n is not None)
    hidden = [key for key, n in shown.items() if n is None]
    assert all(n >= SMALLEST for n in shown.values() if n is not None)
    assert len(hidden) != 1 or shown_total(cells) is None
    assert not hidden or rest >= SMALLEST or shown_total(cells) is None
