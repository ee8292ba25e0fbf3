"""Words that are too long become smaller, then two lines. Nothing is cut off."""

import unicodedata
from collections.abc import Iterator

from certification.credentials.paper.shaping import Line, shaped


def fitted(
    text: str, faces: tuple[str, ...], size: float, width: float, *, least: float = 0, lines=1
) -> tuple[list[Line], float]:
    """The lines and the size in points at which they fit a width.

    One line as long as it is not below ``least``, else two where ``lines`` allows them, as even as
    they can be, and as small as they must.
    """
    whole = shaped(text, faces)
    alone = _size(whole, size, width)
    if alone >= min(least, size) or lines == 1:
        return [whole], alone
    halves = min(
        ([shaped(half, faces) for half in pair] for pair in _halves(text)),
        key=lambda pair: max(half.width for half in pair),
        default=[whole],
    )
    return halves, min(_size(half, size, width) for half in halves)


def _size(line: Line, size: float, width: float) -> float:
    return min(size, width * 1000 / line.width) if line.width else size


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Where a text may be broken: at its spaces; one without any, between two letters."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if spaces:
        yield from ((text[:at], text[at + 1 :]) for at in spaces)
        return
    for at in range(1, len(text)):
        if unicodedata.category(text[at])[0] != "M":
            yield text[:at], text[at:]
