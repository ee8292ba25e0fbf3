"""What makes the page hard to copy and good to look at: guilloche, crest, line of tiny words.

Drawn once in a process and kept as one compressed stream; each page shows it by name.
"""

import math
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import uharfbuzz

from certification.credentials.paper import shaping
from certification.credentials.paper.measures import HEIGHT, MIDDLE, WIDTH, mm, rgb

FRAME = 22 * mm  # from the edge to where the round corners turn
TINY = 1.5  # points: a line to the eye, words under a glass
Point = tuple[float, float]


@cache
def stream() -> bytes:
    """The drawing operators of all ornament, deflated."""
    return zlib.compress("\n".join(_drawn()).encode(), 9)


def _drawn() -> Iterator[str]:
    yield "q 1 J 0.3 w " + rgb("#DCE5EA", "RG")
    yield from _rosette(MIDDLE, 145 * mm, 66 * mm, petals=24)
    yield rgb("#A9C0CE", "RG") + " 0.3 w"
    # Turned half round, one half of the frame is the other, and packs away to nothing.
    for waves, amplitude, steps in (((21, 33, 2), 3.3 * mm, 580), ((11, 16, 1), 2.5 * mm, 406)):
        for phase in (30, 90, 150):  # mirrored at a corner's middle, they are the same three
            at = _round_the_edge(waves, amplitude, math.radians(phase))
            half = "\n".join(_curve(at, steps, until=steps // 2))
            yield half
            yield f"q -1 0 0 -1 {WIDTH:.3f} {HEIGHT:.3f} cm\n{half}\nQ"
    yield rgb("#123A5A", "RG") + " 0.5 w"
    for inset in (7.5, 16.8):
        yield _round_corners(inset * mm)
    yield rgb("#B7791F", "RG") + " 0.45 w"
    yield from _crest(MIDDLE, 263 * mm, 8.5 * mm)
    yield f"{MIDDLE - 30 * mm:.2f} {187.5 * mm:.2f} m {MIDDLE + 30 * mm:.2f} {187.5 * mm:.2f} l S"
    yield rgb("#123A5A", "rg")
    yield from _tiny_words(18.2 * mm, 24 * mm)
    yield "Q"


def _round_the_edge(
    waves: tuple[int, int, int], amplitude: float, phase: float
) -> Callable[[float], Point]:
    """A wave along a frame with round corners: so many on a short side, a long one, a corner.

    Whole waves on each, so that they meet without a break and all corners are alike.
    """
    inset = 12.1 * mm
    radius = FRAME - inset
    wide, high, bend = WIDTH - 2 * FRAME, HEIGHT - 2 * FRAME, radius * math.pi / 2
    # From the lower left corner's end, anticlockwise: where a side begins, which way it runs.
    sides = (
        (wide, waves[0], FRAME, inset, 0.0),
        (high, waves[1], WIDTH - inset, FRAME, math.pi / 2),
        (wide, waves[0], WIDTH - FRAME, HEIGHT - inset, math.pi),
        (high, waves[1], inset, HEIGHT - FRAME, math.pi * 1.5),
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
    left, right, foot, top = inset, WIDTH - inset, inset, HEIGHT - inset
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
        yield from _curve(
            lambda part, far=far: (
                x + radius * far * math.cos(part * math.tau),
                y + radius * far * math.sin(part * math.tau),
            ),
            24,
        )


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


def _tiny_words(inset: float, corner: float) -> Iterator[str]:
    """The body's name along the four sides, as outlines: it is no text to be searched or copied."""
    phrase, width = _outlines("SECURITY TRAINING CENTRE  ·  ")
    scale = TINY / 1000
    wide, high = WIDTH - 2 * corner, HEIGHT - 2 * corner
    for x, y, way, side in (
        (corner, inset, (1, 0), wide),
        (WIDTH - inset, corner, (0, 1), high),
        (WIDTH - corner, HEIGHT - inset, (-1, 0), wide),
        (inset, HEIGHT - corner, (0, -1), high),
    ):
        times = int(side // (width * scale))
        step = side / times
        for n in range(times):
            cos, sin = way
            yield (
                f"q {scale * cos:.5f} {scale * sin:.5f} {-scale * sin:.5f} {scale * cos:.5f} "
                f"{x + cos * n * step:.2f} {y + sin * n * step:.2f} cm"
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
