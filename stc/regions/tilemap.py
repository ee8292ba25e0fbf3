"""The tile map's arithmetic: which class a value falls in, and how short it is written."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

CLASSES = 5


def limits(values: Iterable[float]) -> list[float]:
    """Upper limits of up to five classes that hold about as many provinces each.

    Equal values share a class, so few different values make few classes. The last limit is the
    greatest value.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    count = len(ordered)
    cuts = [ordered[-(-count * step // CLASSES) - 1] for step in range(1, CLASSES + 1)]
    return sorted(set(cuts))


def class_of(value: float, upper: list[float]) -> int:
    """1 for the lowest class; fewer classes than five are spread over the whole range."""
    place = bisect_left(upper, value)
    return CLASSES if len(upper) == 1 else 1 + round(place * (CLASSES - 1) / (len(upper) - 1))


def bands(values: Iterable[float]) -> list[tuple[int, float, float]]:
    """For the legend: class, lowest and highest value that really occurs in it."""
    known = sorted(values)
    upper = limits(known)
    edges = pairwise([float("-inf"), *upper])
    held = [[value for value in known if low < value <= high] for low, high in edges]
    return [(class_of(within[0], upper), within[0], within[-1]) for within in held]


def short(value: float) -> tuple[float, str]:
    """A value to fit a tile: the figure and its step (``""``, ``"k"``, ``"M"`` or ``"B"``)."""
    for size, step in ((10**9, "B"), (10**6, "M"), (10**3, "k")):
        if abs(value) >= size:
            scaled = value / size
            return (round(scaled, 1) if abs(scaled) < 10 else round(scaled)), step
    return (value if value == int(value) else round(value, 1)), ""
