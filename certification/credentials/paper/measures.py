"""Lengths in points, colours as PDF writes them."""

mm = 72 / 25.4
A4 = (210 * mm, 297 * mm)
A6 = (105 * mm, 148 * mm)
CR80 = (85.6 * mm, 53.98 * mm)  # ISO/IEC 7810 ID-1
MODULE = 0.4 * mm  # of a code: what a cheap phone still tells apart, and a printer prints whole


def rgb(colour: str, operator: str) -> str:
    """``#123A5A`` and ``rg`` (fill) or ``RG`` (line)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join([*(f"{part:.3f}" for part in parts), operator])
