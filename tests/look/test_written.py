"""Money, days, hours and serials, as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def written(template: str, **values) -> str:
    return Template("{% load look %}" + template).render(Context(values))


@pytest.mark.parametrize(
    ("language", "template", "value", "expected"),
    [
        ("id", "{{ v|rupiah }}", 1250000, "Rp1.250.000"),
        ("en", "{{ v|rupiah }}", 1250000, "Rp1,250,000"),
        ("id", "{{ v|rupiah }}", 0, "Rp0"),
        ("id", "{{ v|rupiah }}", -350000, "−Rp350.000"),
        ("id", "{{ v|rupiah }}", None, "–"),
        ("id", "{{ v|number }}", 856002, "856.002"),
        ("en", "{{ v|number }}", 856002, "856,002"),
        ("id", "{{ v|number }}", 0.5, "0,5"),
        ("id", "{{ v|day }}", date(2026, 11, 4), "4 November 2026"),
        ("id", "{{ v|day }}", date(2026, 8, 17), "17 Agustus 2026"),
        ("en", "{{ v|day }}", date(2026, 8, 17), "17 August 2026"),
        ("id", "{{ v|date }}", date(2026, 8, 17), "17 Agustus 2026"),
        ("id", "{{ v|day }}", None, "–"),
        ("id", "{{ v|local_time }}", MOMENT, "13.00 WIB"),
        ("en", "{{ v|local_time }}", MOMENT, "13:00 WIB"),
        ("id", "{{ v|moment }}", MOMENT, "24 November 2026, 13.00 WIB"),
        ("id", "{{ v|moment }}", None, "–"),
    ],
)
def test_a_value_is_written_as_the_language_does(language, template, value, expected):
    with translation.override(language):
        assert written(template, v=value) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "13.00 WIB"),
        ("Asia/Pontianak", "13.00 WIB"),
        ("Asia/Makassar", "14.00 WITA"),
        ("Asia/Jayapura", "15.00 WIT"),
        ("UTC", "06.00 UTC"),
    ],
)
def test_an_hour_names_the_zone_of_its_reader(zone, expected):
    with translation.override("id"), timezone.override(zone):
        assert written("{{ v|local_time }}", v=MOMENT) == expected


def test_a_day_is_the_day_where_the_reader_is():
    late = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)

    with translation.override("id"), timezone.override("Asia/Jakarta"):
        assert written("{{ v|day }}", v=late) == "25 November 2026"


def test_a_serial_stands_in_groups_of_four():
    assert written("{{ v|serial }}", v="7K2M-Q9XB4TRD8WNC") == (
        '<span class="serial">7K2M Q9XB 4TRD 8WNC</span>'
    )


def test_a_serial_from_outside_stays_text():
    assert "<script>" not in written("{{ v|serial }}", v="<script>")


def test_a_figure_says_of_when_it_is():
    with translation.override("id"):
        assert written("{% as_of v %}", v=MOMENT) == (
            '<span class="as-of">per <time datetime="2026-11-24T06:00:00+00:00">'
            "24 November 2026, 13.00 WIB</time></span>"
        )
