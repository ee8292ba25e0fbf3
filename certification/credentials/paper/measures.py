"""Lengths in points, colours as PDF writes them."""

mm = 72 / 25.4
WIDTH, HEIGHT = 210 * mm, 297 * mm  # A4
MIDDLE = WIDTH / 2


def rgb(colour: str, operator: str) -> str:
    """``#123A5A`` and ``rg`` (fill) or ``RG`` (line)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join([*(f"{part:.3f}" for part in parts), operator])
