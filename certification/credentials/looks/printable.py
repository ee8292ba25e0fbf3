"""What people write on a template, judged before it is printed: a page never shows a box."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from certification.credentials import paper
from certification.credentials.looks import colours

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def check_text(text: str) -> None:
    """Raise ``ValidationError``, naming the characters, where a text cannot be printed whole."""
    if missing := paper.missing_glyphs(text):
        raise ValidationError(
            _("Huruf ini tidak dapat dicetak: %(letters)s. Hapus atau ganti dengan yang lain."),
            code="not_printable",
            params={"letters": ", ".join(map(named, missing))},
        )


def named(letter: str) -> str:
    """A character as a person finds it again: itself where it can be seen, and its number."""
    kind = unicodedata.category(letter)[0]
    seen = {"M": f"◌{letter} ", "C": "", "Z": ""}.get(kind, f"{letter} ")
    return f"{seen}(U+{ord(letter):04X})"


def check_colour(colour: str) -> None:
    if not COLOUR.fullmatch(colour):
        raise ValidationError(
            _("Tulis warna sebagai # dan enam angka heksadesimal, misalnya #14212B."),
            code="no_colour",
        )


def check_contrast(colour: str, *, least: float) -> None:
    """Raise ``ValidationError`` where words in this colour would be hard to read on white."""
    if not COLOUR.fullmatch(colour):
        return  # said already
    found = colours.contrast(colour)
    if found < least:
        raise ValidationError(
            _(
                "Terlalu pucat untuk dibaca di atas putih: kontrasnya %(found)s banding 1, "
                "paling sedikit %(least)s banding 1. Pilih warna yang lebih gelap."
            ),
            code="too_pale",
            params={"found": number_format(found, 1), "least": number_format(least)},
        )
