"""A QR code as whole modules: error correction M, four modules of quiet zone. Pure."""

from collections.abc import Iterator
from itertools import groupby

import qrcode

QUIET_MODULES = 4
# Choosing among the eight masks takes four fifths of the time and reads no better: we carry
# signatures, as random already as a mask would make them (``docs/decisions/paper.md``).
MASK = 5


def matrix(text: str) -> list[list[bool]]:
    """The modules of a text row by row, dark is true, its quiet zone around it."""
    code = qrcode.QRCode(
        error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_MODULES, mask_pattern=MASK
    )
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


def runs(modules: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    """Dark modules as (x, y, length), neighbours in a row as one: no hairlines between them."""
    for y, row in enumerate(modules):
        x = 0
        for dark, run in groupby(row):
            length = sum(1 for _module in run)
            if dark:
                yield x, y, length
            x += length


def path(modules: list[list[bool]]) -> str:
    """The dark modules as the ``d`` of one SVG path, a module being one unit."""
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs(modules))
