"""Words to glyphs: which face draws a letter, in what order, and where each glyph stands.

HarfBuzz shapes (Arabic letters join, Javanese vowels step in front), the Unicode bidirectional
algorithm orders. Lengths are thousandths of the type's size, as all our faces count.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz
from bidi import algorithm

FONTS = Path(__file__).resolve().parent.parent / "fonts"
# What the house's own face lacks: rare Latin, Greek and Cyrillic, Arabic, Javanese.
OTHERS = ("NotoSans-700", "NotoNaskhArabic-700", "NotoSansJavanese-700")
PLAIN = ("PlusJakartaSans-400", *OTHERS)
BOLD = ("PlusJakartaSans-700", *OTHERS)
DOTTED_CIRCLE = "\u25cc"  # what a shaper sets under a mark that has no letter
RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True)
class Glyph:
    """``text`` is what it says; empty where it is a further part of the letter before it."""

    face: "Face"
    number: int
    text: str
    advance: int
    right: int
    up: int


@dataclass(frozen=True)
class Line:
    """Glyphs from left to right."""

    text: str
    glyphs: tuple[Glyph, ...]
    missing: tuple[str, ...]

    @cached_property
    def width(self) -> int:
        return sum(glyph.advance for glyph in self.glyphs)


class Face:
    """A font file, read when the first letter asks for it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.face = uharfbuzz.Face((FONTS / f"{name}.ttf").read_bytes())
        self.font = uharfbuzz.Font(self.face)
        if self.face.upem != 1000:
            raise ValueError(f"{name} does not count in thousandths")

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(map(chr, self.face.unicodes))

    def shape(self, text: str, *, leftwards: bool) -> Iterator[Glyph]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        uharfbuzz.shape(self.font, buffer, {"liga": False})  # a letter stays a letter
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        told = set()
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            said = "" if info.cluster in told else text[info.cluster : ends[info.cluster]]
            told.add(info.cluster)
            yield Glyph(self, info.codepoint, said, place.x_advance, place.x_offset, place.y_offset)


@lru_cache
def face(name: str) -> Face:
    return Face(name)


@lru_cache(maxsize=256)  # most lines of a page are the same on all pages
def shaped(text: str, faces: tuple[str, ...]) -> Line:
    """The line that this text makes; what no face draws is named in ``missing``."""
    text = unicodedata.normalize("NFC", text)
    pieces = [
        (level, at, [letter for _number, letter in run])
        for (level, at), run in _in_order(text, faces)
    ]
    missing: list[str] = []
    glyphs: list[Glyph] = []
    for level, name, letters in pieces:
        if name is None:
            missing += letters
            continue
        run = tuple(face(name).shape("".join(letters), leftwards=level % 2 == 1))
        glyphs += run
        missing += _undrawn(run, "".join(letters))
    return Line(text, tuple(glyphs), tuple(dict.fromkeys(missing)))


def _undrawn(run: tuple[Glyph, ...], text: str) -> Iterator[str]:
    """What a face could not draw although it has the letter: a mark without anything to sit on."""
    for glyph in run:
        circle = glyph.face.font.get_nominal_glyph(ord(DOTTED_CIRCLE))
        if glyph.number == 0 or (glyph.number == circle and DOTTED_CIRCLE not in text):
            yield from glyph.text or text


def _in_order(text: str, faces: tuple[str, ...]):
    """Runs of one level and one face, from left to right."""
    levels = _levels(text)
    named = list(zip(levels, _faces(text, faces), strict=True))
    runs = [
        (key, list(run))
        for key, run in groupby(enumerate(text), key=lambda letter: named[letter[0]])
    ]
    # Rule L2: from the deepest level down to 1, what lies at it or deeper is turned round.
    for depth in range(max(levels, default=0), 0, -1):
        turned = []
        for deep, group in groupby(runs, key=lambda run: run[0][0] >= depth):
            turned += list(group)[:: -1 if deep else 1]
        runs = turned
    return runs


def _levels(text: str) -> list[int]:
    """How deep each letter lies in text of the other direction; even ones run rightwards."""
    if not any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return [0] * len(text)
    # What is refused anyhow would stop the algorithm, or be taken out of its counting.
    text = "".join("\ufffd" if _is_invisible(letter) else letter for letter in text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = algorithm.get_base_level(text)
    storage["base_dir"] = "LR"[storage["base_level"]]
    algorithm.get_embedding_levels(text, storage)
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
    ):
        step(storage, False)
    return [letter["level"] for letter in storage["chars"]]


def _faces(text: str, faces: tuple[str, ...]) -> list[str | None]:
    """The face of each letter: of the first that has it with its marks; signs stay with letters."""
    found: list[str | None] = []
    for cluster in _clusters(text):
        signs = all(unicodedata.category(letter)[0] in "ZP" for letter in cluster)
        before = found[-1:] if signs and found and found[-1] else []
        has = (name for name in [*before, *faces] if face(name).letters.issuperset(cluster))
        name = None if any(_is_invisible(letter) for letter in cluster) else next(has, None)
        found += [name] * len(cluster)
        # A mark without a letter stands on nothing, or on the sign before it.
        if unicodedata.category(cluster[0])[0] not in "LN":
            bare = sum(unicodedata.category(letter)[0] == "M" for letter in cluster)
            found[len(found) - bare :] = [None] * bare
    return found


def _clusters(text: str) -> Iterator[str]:
    """Letters, each with the marks that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or unicodedata.category(text[at])[0] != "M":
            yield text[start:at]
            start = at


def _is_invisible(letter: str) -> bool:
    """Controls, joiners, selectors: they leave nothing on paper, so nobody could read them back."""
    return (
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        or letter == "\u034f"
        or "\ufe00" <= letter <= "\ufe0f"
    )
