import re
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stc.regions import services, tilemap

pytestmark = pytest.mark.django_db


def drawn(**context):
    source = "{% load regions %}{% province_tiles values=v caption=c as_of=d unit=u %}"
    told = {"v": {}, "c": "Anggota", "d": None, "u": "orang"} | context
    return Template(source).render(Context(told))


def test_every_province_is_a_square_with_its_name_and_value():
    services.load_regions()

    page = drawn(v={"32": 12345, "11": 0})

    assert page.count("<rect") == 38
    assert "<title>Jawa Barat: 12.345 orang</title>" in page
    assert "<title>Aceh: 0 orang</title>" in page
    assert "<title>Bali: belum ada data</title>" in page


def test_the_table_says_what_the_picture_says():
    services.load_regions()

    page = drawn(v={"32": 12345})

    cells = re.findall(r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>', page)
    assert len(cells) == 38
    assert ("Jawa Barat", "12.345") in cells
    assert ("Bali", "belum ada data") in cells


def test_the_map_speaks_english_to_an_english_reader():
    services.load_regions()

    with translation.override("en"):
        page = drawn(v={"32": 12345}, d=date(2026, 11, 24))

    assert "<title>West Java: 12,345 orang</title>" in page
    assert "as of" in page
    assert "no data yet" in page


def test_it_says_as_of_when():
    services.load_regions()

    assert "2026" in drawn(d=date(2026, 11, 24))


def test_nothing_in_it_needs_an_inline_style_or_script():
    services.load_regions()

    page = drawn(v={"32": 1})

    assert "style=" not in page
    assert "<script" not in page


def test_the_map_asks_the_database_once(django_assert_num_queries):
    services.load_regions()

    with django_assert_num_queries(1):
        drawn(v={"32": 1})


def test_two_maps_on_a_page_have_ids_of_their_own():
    services.load_regions()

    ids = re.findall(r'figcaption id="(.*?)"', drawn() + drawn())

    assert len(set(ids)) == 2


figures = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=38)


@given(figures)
def test_a_greater_value_never_falls_in_a_lower_class(values):
    upper = tilemap.limits(values)

    grades = [tilemap.class_of(value, upper) for value in sorted(values)]

    assert grades == sorted(grades)
    assert set(grades) <= {1, 2, 3, 4, 5}


@given(figures)
def test_the_legend_covers_every_value_once(values):
    held = [
        (grade, low <= value <= high)
        for value in values
        for grade, low, high in tilemap.bands(values)
    ]

    assert sum(inside for _, inside in held) == len(values)


@given(st.integers(-(10**12), 10**12))
def test_a_short_figure_fits_a_square(value):
    figure, step = tilemap.short(value)

    assert len(f"{abs(figure)}") <= 6
    assert step in {"", "k", "M", "B"}


def test_short_figures_round_as_people_do():
    written = [tilemap.short(v) for v in (0, 7.25, 999, 1200, 12_345, 3_400_000)]

    assert written == [(0, ""), (7.2, ""), (999, ""), (1.2, "k"), (12, "k"), (3.4, "M")]
