from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import count

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext

from stc.regions import rows, tilemap
from stc.regions.models import Region

register = template.Library()
_ids = count(1)
SIDE, GAP = 40, 4


@lru_cache(maxsize=1)
def _tiles() -> tuple[rows.Tile, ...]:
    return tuple(rows.tiles())


def _written(value: float) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def _short(value: float) -> str:
    figure, step = tilemap.short(value)
    words = {
        "": "",
        "k": pgettext("ribuan, di petak peta", "rb"),
        "M": pgettext("jutaan, di petak peta", "jt"),
        "B": pgettext("miliaran, di petak peta", "M"),
    }
    return number_format(figure, use_l10n=True) + words[step]


@register.inclusion_tag("regions/_tile_map.html")
def province_tiles(
    *,
    values: Mapping[str, float | None],
    caption: str,
    as_of: date | None = None,
    unit: str = "",
    unknown: str = "",
) -> dict[str, object]:
    """The 38 provinces as squares, coloured by class, with a legend and a table of the same.

    ``values`` is by province code; a province without one is drawn as unknown, not as zero,
    and ``unknown`` is what that is called: no data yet, unless told.
    """
    known = {code: value for code, value in values.items() if value is not None}
    upper = tilemap.limits(known.values())
    provinces = {region.code: region for region in Region.objects.provinces()}
    squares = []
    for tile in _tiles():
        value = known.get(tile.code)
        province = provinces.get(tile.code)
        squares.append(
            {
                "x": tile.column * (SIDE + GAP),
                "y": tile.row * (SIDE + GAP),
                "middle": tile.column * (SIDE + GAP) + SIDE // 2,
                "iso_y": tile.row * (SIDE + GAP) + 17,
                "value_y": tile.row * (SIDE + GAP) + 32,
                "iso": tile.iso,
                "label": province.label if province else tile.iso,
                "known": value is not None,
                "value": _written(value) if value is not None else "",
                "short": _short(value) if value is not None else "",
                "grade": tilemap.class_of(value, upper) if value is not None else "none",
            }
        )
    columns = 1 + max(tile.column for tile in _tiles())
    lines = 1 + max(tile.row for tile in _tiles())
    return {
        "squares": squares,
        "caption": caption,
        "as_of": as_of,
        "unit": unit,
        "unknown": unknown or gettext("belum ada data"),
        "side": SIDE,
        "width": columns * (SIDE + GAP) - GAP,
        "height": lines * (SIDE + GAP) - GAP,
        "map_id": f"peta-{next(_ids)}",
        "bands": [
            {"grade": grade, "low": _written(low), "high": _written(high), "one": low == high}
            for grade, low, high in tilemap.bands(known.values())
        ],
        "some_unknown": any(not square["known"] for square in squares),
        "rows": sorted(squares, key=lambda square: square["label"]),
    }
