"""A QR code as whole modules: error correction M, four modules of quiet zone. Pure."""

from collections.abc import Iterator
from itertools import groupby

import zxingcpp

QUIET_MODULES = 4


def matrix(text: str) -> list[list[bool]]:
    """The modules of a text row by row, dark is true, its quiet zone around it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist()
    edge, wide = [False] * QUIET_MODULES, len(drawn) + 2 * QUIET_MODULES
    rows = [[*edge, *(grey == 0 for grey in row), *edge] for row in drawn]
    quiet = [[False] * wide for _row in range(QUIET_MODULES)]
    return [*quiet, *rows, *quiet]


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
