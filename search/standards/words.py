"""Text as it is compared: small Latin letters and digits, words apart by one space."""

import re
import unicodedata


def plain(text: str) -> str:
    """``Sécurité — ISO/IEC`` becomes ``securite iso iec``; of signs alone nothing is left."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", bare))


def natural(text: str) -> str:
    """For sorting: ``ISO 9001`` comes before ``ISO 10002``."""
    return re.sub(r"\d+", lambda found: found[0].zfill(6), plain(text))
