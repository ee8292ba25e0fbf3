"""Counts of people by cell, shown so that no figure points at a person.

Whoever knows the total and every cell but one knows that one too: so a lone small cell takes the
smallest of the others with it, until what is hidden could be more than one thing.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
SMALLEST = 5  # a smaller count could point at a person


def shown_total(cells: Mapping[Hashable, int]) -> int | None:
    """The sum of all cells; ``None`` where it is itself too small to show."""
    total = sum(cells.values())
    return total if total == 0 or total >= SMALLEST else None


def hide(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """The same cells, in their order, with ``None`` where the count is not to be shown.

    The cells are counted without overlap and together make the total that is shown beside them.
    """
    rising = sorted((n, str(key), key) for key, n in cells.items() if n)
    hidden = [entry for entry in rising if entry[0] < SMALLEST]
    others = rising[len(hidden) :]
    while hidden and others and (len(hidden) < 2 or sum(n for n, *_ in hidden) < SMALLEST):
        hidden.append(others.pop(0))
    secret = {key for *_, key in hidden}
    return {key: None if key in secret else n for key, n in cells.items()}
