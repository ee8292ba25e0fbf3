"""The public key of a credential: 80 random bits as 16 Crockford base32 characters.

Typed, it carries a seventeenth: Crockford's check character (the value modulo 37), which tells
every single wrong character and every two neighbours that changed places.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
BYTES = 10
LENGTH = 16

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BETWEEN = re.compile(r"[\s.\-‐‑–—−]+")
_LONGEST_TYPED = 60


def new() -> str:
    return of_bytes(secrets.token_bytes(BYTES))


def of_bytes(raw: bytes) -> str:
    if len(raw) != BYTES:
        raise ValueError(f"a serial has {BYTES} bytes")
    value = int.from_bytes(raw)
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(LENGTH)))


def to_bytes(serial: str) -> bytes:
    value = 0
    for letter in serial:
        value = value << 5 | ALPHABET.index(letter)
    if len(serial) != LENGTH:
        raise ValueError(f"a serial has {LENGTH} characters")
    return value.to_bytes(BYTES)


def check_of(serial: str) -> str:
    return CHECKS[int.from_bytes(to_bytes(serial)) % 37]


def shown(serial: str) -> str:
    """As people read it out: ``0123-4567-89AB-CDEF-X``, the check character last."""
    return "-".join([*(serial[at : at + 4] for at in range(0, LENGTH, 4)), check_of(serial)])


def parse(typed: str) -> str | None:
    """The serial that somebody typed, check character and all; ``None`` where it cannot be one.

    Small letters, blanks and dashes anywhere, O for 0, I and L for 1 are understood.
    """
    if len(typed) > _LONGEST_TYPED:
        return None
    plain = _BETWEEN.sub("", typed).upper()
    if len(plain) != LENGTH + 1 or any(letter not in _VALUES for letter in plain[:-1]):
        return None
    serial = "".join(ALPHABET[_VALUES[letter]] for letter in plain[:-1])
    check = plain[-1]
    understood = ALPHABET[_VALUES[check]] if check in _VALUES else check
    return serial if understood == check_of(serial) else None
