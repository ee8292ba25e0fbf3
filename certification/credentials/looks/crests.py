"""A crest as papers carry it: a small PNG without transparency, whatever was uploaded."""

import zlib
from io import BytesIO
from typing import BinaryIO

from PIL import Image

# At most so long, and smaller until it weighs little: a whole certificate is to stay below 80 KB.
SIDES = (300, 240, 192, 144, 112)
MOST_BYTES = 16 * 1024
COLOURS = 64
WIDEST = 1.5  # its width by its height: papers keep a place for it that is about square


def png(file: BinaryIO) -> bytes:
    """The picture on white. Raises ``OSError`` where it cannot be read."""
    with Image.open(file) as image:
        whole = image.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    flat = Image.alpha_composite(ground, whole).convert("RGB")
    for side in SIDES:
        small = flat.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        # Without dither: grain weighs much, and print needs none.
        few = small.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        if len(zlib.compress(few.tobytes(), 9)) <= MOST_BYTES:
            break
    kept = BytesIO()
    few.save(kept, "PNG", optimize=True)
    return kept.getvalue()
