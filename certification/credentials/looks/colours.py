"""How far two colours stand apart (WCAG 2.2, 1.4.3). Pure."""

PAPER = "#FFFFFF"


def contrast(one: str, other: str = PAPER) -> float:
    """From 1 (the same) to 21 (black on white); colours are ``#RRGGBB``."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
