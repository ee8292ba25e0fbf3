"""The region files as rows: read strictly, so that a bad line is named and not loaded."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from stc.regions.errors import BadRegionRow

DATA = Path(__file__).parent / "data"
LEVELS = {"province", "regency", "city"}


@dataclass(frozen=True)
class RegionRow:
    code: str
    name: str
    name_en: str
    level: str
    parent_code: str
    island: str
    timezone: str
    valid_from: date | None


@dataclass(frozen=True)
class NameRow:
    code: str
    valid_from: date | None
    name: str
    name_en: str
    decree: str


@dataclass(frozen=True)
class Tile:
    """Where a province stands on the tile map, counted from the north-west corner."""

    code: str
    iso: str
    column: int
    row: int


def _lines(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != columns:
            raise BadRegionRow(
                file=path.name,
                line=1,
                reason=_("kolomnya harus %(columns)s") % {"columns": ",".join(columns)},
            )
        for row in reader:
            values = {key: value for key, value in row.items() if key is not None}
            if None in row or None in values.values():
                raise BadRegionRow(
                    file=path.name, line=reader.line_num, reason=_("jumlah kolomnya salah")
                )
            yield reader.line_num, {key: value.strip() for key, value in values.items()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def regions(path: Path = DATA / "regions.csv") -> list[RegionRow]:
    """Every region of the file, parents before children.

    Raises ``BadRegionRow`` with the number of the first line that does not hold together.
    """
    columns = [field.name for field in fields(RegionRow)]
    zones, found = available_timezones(), {}
    for line, row in _lines(path, columns):
        parent = found.get(row["parent_code"])
        wrong = (
            (not row["code"] or len(row["code"]) > 8, _("kodenya kosong atau terlalu panjang")),
            (row["code"] in found, _("kodenya sudah ada di baris lain")),
            (not (0 < len(row["name"]) <= 80), _("namanya kosong atau terlalu panjang")),
            (not (0 < len(row["name_en"]) <= 80), _("nama Inggrisnya kosong atau terlalu panjang")),
            (row["level"] not in LEVELS, _("tingkatnya tidak dikenal")),
            (
                row["level"] == "province" and row["parent_code"] != "",
                _("provinsi tidak punya induk"),
            ),
            (
                row["level"] != "province" and (parent is None or parent.level != "province"),
                _("induknya harus provinsi yang sudah disebut di atasnya"),
            ),
            (row["timezone"] not in zones, _("zona waktunya tidak dikenal")),
        )
        for is_so, reason in wrong:
            if is_so:
                raise BadRegionRow(file=path.name, line=line, reason=reason)
        try:
            valid_from = _day(row["valid_from"])
        except ValueError:
            raise BadRegionRow(
                file=path.name, line=line, reason=_("tanggalnya bukan TTTT-BB-HH")
            ) from None
        found[row["code"]] = RegionRow(**{**row, "valid_from": valid_from})
    return list(found.values())


def names(codes: set[str], path: Path = DATA / "names.csv") -> list[NameRow]:
    """The dated names of those regions that ever changed theirs. Raises ``BadRegionRow``."""
    found: dict[tuple[str, date | None], NameRow] = {}
    for line, row in _lines(path, ["code", "valid_from", "name", "name_en", "decree"]):
        try:
            valid_from = _day(row["valid_from"])
        except ValueError:
            raise BadRegionRow(
                file=path.name, line=line, reason=_("tanggalnya bukan TTTT-BB-HH")
            ) from None
        wrong = (
            (row["code"] not in codes, _("kodenya tidak dikenal")),
            ((row["code"], valid_from) in found, _("tanggalnya sudah ada untuk wilayah ini")),
            (not row["name"] or not row["name_en"], _("namanya kosong")),
        )
        for is_so, reason in wrong:
            if is_so:
                raise BadRegionRow(file=path.name, line=line, reason=reason)
        found[row["code"], valid_from] = NameRow(**{**row, "valid_from": valid_from})
    return list(found.values())


def tiles(path: Path = DATA / "province_tiles.csv") -> list[Tile]:
    """The squares of the tile map. Raises ``BadRegionRow``."""
    found: dict[tuple[int, int], Tile] = {}
    for line, row in _lines(path, ["code", "iso", "column", "row"]):
        if not (row["column"].isdecimal() and row["row"].isdecimal()):
            raise BadRegionRow(
                file=path.name, line=line, reason=_("kolom dan baris harus berupa angka")
            )
        place = int(row["column"]), int(row["row"])
        if place in found:
            raise BadRegionRow(file=path.name, line=line, reason=_("petaknya sudah terisi"))
        found[place] = Tile(row["code"], row["iso"], *place)
    return list(found.values())
