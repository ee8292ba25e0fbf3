"""A bank of four-option items as a YAML file: read strictly, so that a bad item is named."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from certification.items.errors import BadBankRow

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class WrittenItem:
    """One item of the file; ``key`` is the position, 1 to 4, of the right option."""

    code: str
    unit: str
    stem: dict[str, str]
    options: tuple[dict[str, str], ...]
    key: int
    rationale: dict[str, str]


def read(file: Path, *, units: set[str]) -> list[WrittenItem]:
    """All items of the file. Raises ``BadBankRow`` for the first bad one, counted from 1."""
    rows = yaml.safe_load(file.read_text("utf-8"))
    items: list[WrittenItem] = []
    codes: set[str] = set()
    for place, row in enumerate(rows, start=1):
        reason = _fault(row, units, codes)
        if reason:
            name = row.get("code", "?") if isinstance(row, dict) else "?"
            raise BadBankRow(row=place, item=name, reason=reason)
        codes.add(row["code"])
        items.append(WrittenItem(**{**row, "options": tuple(row["options"])}))
    return items


def _fault(row: Any, units: set[str], codes: set[str]) -> str:
    """What is wrong with an item, in words; empty where nothing is."""
    if not isinstance(row, dict) or set(row) != set(WrittenItem.__annotations__):
        return _("bagiannya tidak lengkap atau tidak dikenal")
    if row["code"] in codes:
        return _("kodenya sudah dipakai soal lain")
    if row["unit"] not in units:
        return _("unit %(unit)s tidak dikenal") % {"unit": row["unit"]}
    if row["key"] not in (1, 2, 3, 4):
        return _("kuncinya harus angka 1 sampai 4")
    return _fault_of_words(row)


def _fault_of_words(row: dict[str, Any]) -> str:
    options = row["options"]
    if not isinstance(options, list) or len(options) != 4:
        return _("jawabannya harus empat")
    if not all(map(_in_both, [row["stem"], row["rationale"], *options])):
        return _("ada teks yang kosong atau belum dua bahasa")
    if any(len({option[language] for option in options}) < 4 for language in LANGUAGES):
        return _("ada dua jawaban yang sama")
    return ""


def _in_both(text: Any) -> bool:
    return (
        isinstance(text, dict)
        and set(text) == set(LANGUAGES)
        and all(isinstance(words, str) and words.strip() for words in text.values())
    )
