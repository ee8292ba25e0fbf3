"""What makes a page hard to copy and good to look at: guilloche, crest, lines of tiny words.

Drawn once in a process for each design, and kept deflated; each page shows it by name.
"""

import math
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache

import uharfbuzz

from certification.credentials.paper import shaping
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import A4, A6, CR80, mm, rgb

FRAME = 22 * mm  # from A4's edge to where the round corners turn
TINY = 1.5  # points: a line to the eye, words under a glass
PALE = 0.6  # how far towards white what lies under words is
Point = tuple[float, float]


@lru_cache(maxsize=16)
def certificate(design: Design) -> bytes:
    """A4: waves round the edge, a ground in the middle, the crest above."""
    return _deflated(_certificate(design))


@lru_cache(maxsize=16)
def card_front(design: Design) -> bytes:
    return _deflated(_card_front(design))


@lru_cache(maxsize=16)
def card_back(design: Design) -> bytes:
    return _deflated(_card_back(design))


@lru_cache(maxsize=16)
def badge(design: Design) -> bytes:
    return _deflated(_badge(design))


def _deflated(drawn: Iterator[str]) -> bytes:
    return zlib.compress("\n".join(["q 1 J 0.3 w", *drawn, "Q"]).encode(), 9)


def _certificate(design: Design) -> Iterator[str]:
    wide, high = A4
    yield from _ground(design, (wide / 2, 145 * mm), 66 * mm)
    yield rgb(design.ornament, "RG") + " 0.3 w"
    # Turned half round, one half of the frame is the other, and packs away to nothing.
    for waves, amplitude, steps in (((21, 33, 2), 3.3 * mm, 580), ((11, 16, 1), 2.5 * mm, 406)):
        for phase in (30, 90, 150):  # mirrored at a corner's middle, they are the same three
            at = _round_the_edge(waves, amplitude, math.radians(phase))
            half = "\n".join(_curve(at, steps, until=steps // 2))
            yield half
            yield f"q -1 0 0 -1 {wide:.3f} {high:.3f} cm\n{half}\nQ"
    yield rgb(design.accent, "RG") + " 0.5 w"
    for inset in (7.5, 16.8):
        yield _round_corners(inset * mm)
    yield rgb(design.gold, "RG") + " 0.45 w"
    if not design.crest:
        yield from _crest(wide / 2, 263 * mm, 8.5 * mm)
    left, right, y = wide / 2 - 30 * mm, wide / 2 + 30 * mm, 187.5 * mm
    yield f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"
    yield rgb(design.accent, "rg")
    inset, corner = 18.2 * mm, 24 * mm
    yield from _tiny_words(design.issuer, (corner, inset), (1, 0), wide - 2 * corner)
    yield from _tiny_words(design.issuer, (wide - inset, corner), (0, 1), high - 2 * corner)
    yield from _tiny_words(design.issuer, (wide - corner, high - inset), (-1, 0), wide - 2 * corner)
    yield from _tiny_words(design.issuer, (inset, high - corner), (0, -1), high - 2 * corner)


def _card_front(design: Design) -> Iterator[str]:
    wide, high = CR80
    yield from _ground(design, (wide - 16 * mm, 22 * mm), 24 * mm)
    yield f"{rgb(design.accent, 'rg')} 0 0 {5 * mm:.2f} {high:.2f} re f"
    yield f"{rgb(design.gold, 'rg')} {5 * mm:.2f} 0 {0.7 * mm:.2f} {high:.2f} re f"
    yield rgb(design.gold, "RG") + " 0.35 w"
    if not design.crest:
        yield from _crest(14 * mm, high - 9.5 * mm, 4.2 * mm)
    yield rgb(design.accent, "rg")
    yield from _tiny_words(design.issuer, (9 * mm, 12.6 * mm), (1, 0), wide - 14 * mm)


def _card_back(design: Design) -> Iterator[str]:
    wide, high = CR80
    yield from _ground(design, (wide - 14 * mm, high - 14 * mm), 22 * mm)
    yield f"{rgb(design.accent, 'rg')} 0 {high - 4 * mm:.2f} {wide:.2f} {4 * mm:.2f} re f"
    yield f"{rgb(design.gold, 'rg')} 0 {high - 4.7 * mm:.2f} {wide:.2f} {0.7 * mm:.2f} re f"
    yield rgb(design.accent, "rg")
    yield from _tiny_words(design.issuer, (5 * mm, 10.6 * mm), (1, 0), wide - 10 * mm)


def _badge(design: Design) -> Iterator[str]:
    wide, high = A6
    yield from _ground(design, (wide / 2, 78 * mm), 40 * mm)
    band = 31 * mm
    yield f"{rgb(design.accent, 'rg')} 0 {high - band:.2f} {wide:.2f} {band:.2f} re f"
    yield f"{rgb(design.gold, 'rg')} 0 {high - band - 1.2 * mm:.2f} {wide:.2f} {1.2 * mm:.2f} re f"
    yield f"{rgb(design.accent, 'rg')} 0 0 {wide:.2f} {5 * mm:.2f} re f"
    yield f"1 1 1 rg {_slot(wide / 2, high - 8 * mm)} f"
    yield rgb(design.gold, "RG") + " 0.45 w"
    if not design.crest:
        yield from _crest(wide / 2, 105 * mm, 7 * mm)
    yield rgb(design.accent, "rg")
    yield from _tiny_words(design.issuer, (10 * mm, 60.5 * mm), (1, 0), wide - 20 * mm)


def _slot(x: float, y: float) -> str:
    """Where the strap goes through, 14 by 3 mm."""
    long, round_ = 5.5 * mm, 1.5 * mm
    near = round_ * 4 / 3  # of the handle that makes half a circle
    return (
        f"{x - long:.2f} {y - round_:.2f} m {x + long:.2f} {y - round_:.2f} l "
        f"{x + long + near:.2f} {y - round_:.2f} {x + long + near:.2f} {y + round_:.2f} "
        f"{x + long:.2f} {y + round_:.2f} c {x - long:.2f} {y + round_:.2f} l "
        f"{x - long - near:.2f} {y + round_:.2f} {x - long - near:.2f} {y - round_:.2f} "
        f"{x - long:.2f} {y - round_:.2f} c h"
    )


def _ground(design: Design, middle: Point, radius: float) -> Iterator[str]:
    """What lies under the words, pale."""
    yield rgb(_towards_white(design.ornament), "RG") + " 0.3 w"
    if design.background == "waves":
        yield from _rosette(*middle, radius, petals=24)
    elif design.background == "kawung":
        yield from _kawung(*middle, radius)


def _towards_white(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * PALE):02X}" for part in parts)


def _kawung(x: float, y: float, radius: float) -> Iterator[str]:
    """The lattice of the batik that is named after the sugar palm's fruit, in a circle."""
    cell = radius / 5
    fruit = "\n".join(_fruits(cell))
    round_ = "\n".join(_circle(x, y, radius)).removesuffix("s")
    yield f"q {round_} W n"
    for row in range(-5, 6):
        for column in range(-5, 6):
            if math.hypot(row, column) <= 5.8:  # what the circle cuts is drawn too
                yield f"q 1 0 0 1 {x + column * cell:.2f} {y + row * cell:.2f} cm\n{fruit}\nQ"
    yield "Q"
    yield from _circle(x, y, radius)


def _circle(x: float, y: float, radius: float) -> Iterator[str]:
    yield from _curve(
        lambda part: (
            x + radius * math.cos(part * math.tau),
            y + radius * math.sin(part * math.tau),
        ),
        24,
    )


def _fruits(cell: float) -> Iterator[str]:
    """Four that point at the middle of their cell, each with its seed."""
    for quarter in range(4):
        turn = quarter * math.pi / 2 + math.pi / 4
        for size in (1.0, 0.55):

            def at(part: float, turn: float = turn, size: float = size) -> Point:
                angle = part * math.tau
                along = cell * (0.35 + 0.30 * size * math.cos(angle))
                across = cell * 0.17 * size * math.sin(angle)
                return (
                    along * math.cos(turn) - across * math.sin(turn),
                    along * math.sin(turn) + across * math.cos(turn),
                )

            yield from _curve(at, 12)


def _round_the_edge(
    waves: tuple[int, int, int], amplitude: float, phase: float
) -> Callable[[float], Point]:
    """A wave along a frame with round corners: so many on a short side, a long one, a corner.

    Whole waves on each, so that they meet without a break and all corners are alike.
    """
    inset = 12.1 * mm
    radius = FRAME - inset
    wide, high, bend = A4[0] - 2 * FRAME, A4[1] - 2 * FRAME, radius * math.pi / 2
    # From the lower left corner's end, anticlockwise: where a side begins, which way it runs.
    sides = (
        (wide, waves[0], FRAME, inset, 0.0),
        (high, waves[1], A4[0] - inset, FRAME, math.pi / 2),
        (wide, waves[0], A4[0] - FRAME, A4[1] - inset, math.pi),
        (high, waves[1], inset, A4[1] - FRAME, math.pi * 1.5),
    )
    length = 2 * (wide + high) + 4 * bend

    def at(part: float) -> Point:
        along, corner = part % 1 * length, 0
        while corner < 3 and along >= sides[corner][0] + bend:
            along -= sides[corner][0] + bend
            corner += 1
        side, number, x, y, way = sides[corner]
        straight = min(along, side)
        turned = along - straight
        count = number * straight / side + waves[2] * turned / bend
        out = amplitude * math.sin(count * math.tau + phase)
        turn = way + turned / radius
        # The middle that the corner turns round, or would, did it begin at this very point.
        x += straight * math.cos(way) - radius * math.sin(way)
        y += straight * math.sin(way) + radius * math.cos(way)
        return x + (radius + out) * math.sin(turn), y - (radius + out) * math.cos(turn)

    return at


def _round_corners(inset: float) -> str:
    """A plain frame that bends with the waves."""
    radius = FRAME - inset
    left, right, foot, top = inset, A4[0] - inset, inset, A4[1] - inset
    near = radius * 0.4477  # how far a circle's handles stay from the corner
    drawn = f"{left + radius:.2f} {foot:.2f} m"
    for x, y, dx, dy in (
        (right, foot, 1, 0),
        (right, top, 0, 1),
        (left, top, -1, 0),
        (left, foot, 0, -1),
    ):
        ends = (
            (x - dx * radius, y - dy * radius),
            (x - dx * near, y - dy * near),
            (x - dy * near, y + dx * near),
            (x - dy * radius, y + dx * radius),
        )
        first, *rest = (f"{a:.2f} {b:.2f}" for a, b in ends)
        drawn += f" {first} l {' '.join(rest)} c"
    return drawn + " s"


def _rosette(x: float, y: float, radius: float, *, petals: int) -> Iterator[str]:
    """Waves round a circle, in rings that shrink. One petal is drawn, then turned."""
    drawn: list[str] = []
    for ring in range(5):
        for way in (1, -1):

            def at(part: float, ring: int = ring, way: int = way) -> Point:
                angle = part * math.tau
                wave = math.sin(petals * angle + way * ring * math.pi / 5)
                far = radius * (1 - 0.13 * ring) * (0.82 + 0.18 * way * wave)
                return far * math.cos(angle), far * math.sin(angle)

            drawn += _curve(at, petals * 8, until=8)
    petal = "\n".join(drawn)
    for n in range(petals):
        cos, sin = math.cos(n * math.tau / petals), math.sin(n * math.tau / petals)
        yield f"q {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} cm\n{petal}\nQ"


def _crest(x: float, y: float, radius: float) -> Iterator[str]:
    """Kawung: four ellipses that lace into each other, three lines each, in two rings."""
    for size in (1.0, 0.86, 0.72):
        for quarter in range(4):
            turn = quarter * math.pi / 2 + math.pi / 4

            def at(part: float, turn: float = turn, size: float = size) -> Point:
                angle = part * math.tau
                along = radius * (0.47 + 0.45 * size * math.cos(angle))
                across = radius * 0.30 * size * math.sin(angle)
                return (
                    x + along * math.cos(turn) - across * math.sin(turn),
                    y + along * math.sin(turn) + across * math.cos(turn),
                )

            yield from _curve(at, 24)
    for far in (1.06, 1.14):
        yield from _circle(x, y, radius * far)


def _curve(at: Callable[[float], Point], steps: int, until: int | None = None) -> Iterator[str]:
    """A closed curve in so many pieces, or its first ones, smooth through all points: a piece
    leaves along the line between its neighbours (Catmull and Rom).
    """
    end = until or steps
    points = [at(step / steps) for step in range(-1, end + 2)]
    yield f"{points[1][0]:.2f} {points[1][1]:.2f} m"
    for before, here, there, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        places = (
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            *there,
        )
        yield " ".join(f"{place:.2f}" for place in places) + " c"
    yield "S" if until else "s"


def _tiny_words(issuer: str, at: Point, way: tuple[int, int], side: float) -> Iterator[str]:
    """The body's name along a line, as outlines: it is no text to be searched or copied."""
    phrase, width = _outlines(f"{issuer.upper()}  ·  ")
    scale = TINY / 1000
    times = max(1, int(side // (width * scale)))
    step = side / times
    cos, sin = way
    for n in range(times):
        yield (
            f"q {scale * cos:.5f} {scale * sin:.5f} {-scale * sin:.5f} {scale * cos:.5f} "
            f"{at[0] + cos * n * step:.2f} {at[1] + sin * n * step:.2f} cm"
        )
        yield phrase
        yield "f Q"


def _outlines(text: str) -> tuple[str, int]:
    """The shapes of a line of words, and how wide it is."""
    said: list[str] = []
    pen = {"x": 0}
    last: list[float] = [0, 0]

    def put(operator: str, *values: float) -> None:
        places = [value + (pen["x"] if n % 2 == 0 else 0) for n, value in enumerate(values)]
        last[:] = values[-2:]
        said.append(" ".join([*(f"{place:.0f}" for place in places), operator]))

    def bend(cx: float, cy: float, x: float, y: float, _data) -> None:
        """A parabola as the cubic that it is."""
        (ax, ay) = last
        put("c", ax + (cx - ax) * 2 / 3, ay + (cy - ay) * 2 / 3,
            x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y)  # fmt: skip

    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(lambda x, y, _data: put("m", x, y))
    draw.set_line_to_func(lambda x, y, _data: put("l", x, y))
    draw.set_quadratic_to_func(bend)
    draw.set_close_path_func(lambda _data: said.append("h"))
    line = shaping.shaped(text, shaping.BOLD)
    for glyph in line.glyphs:
        glyph.face.font.draw_glyph(glyph.number, draw)
        pen["x"] += glyph.advance
    return " ".join(said), line.width
