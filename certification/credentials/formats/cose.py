"""COSE_Sign1 (RFC 9052) over a CWT (RFC 8392), in the one shape that we sign.

Deterministic CBOR both ways: what does not come out of our encoder byte for byte as it went in is
refused, and with it duplicate keys, indefinite lengths, long forms and trailing bytes. ``codec``
of the browser (static/js/verifier/) reads the same shape.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TAG = 18
ALG, KID = 1, 4
EDDSA = -8
KID_BYTES = 4
EXP, NBF, CTI = 4, 5, 7
OURS = -65537  # CWT: private use
VERSION = 1
LONGEST_CODE = 400
LONGEST_NAME, LONGEST_NAME_BYTES = 40, 64
_LONGEST_WORD = 16


class BadCode(ValueError):
    """Not in the shape that we sign: the answer is "not genuine"."""


@dataclass(frozen=True)
class Envelope:
    """Whose signature, over what; nothing here is checked before ``is_signed_by``."""

    kid: bytes
    payload: bytes
    protected: bytes
    signature: bytes

    def is_signed_by(self, public: bytes) -> bool:
        return is_signature(public, self.signature, to_be_signed(self.protected, self.payload))


@dataclass(frozen=True)
class Claims:
    """What a code says. Times are UTC, to the second; ``valid_until`` is past the end."""

    cti: bytes
    valid_from: datetime
    valid_until: datetime
    scheme: str
    level: str
    status_list: int
    status_index: int
    name: str


def is_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def to_be_signed(protected: bytes, payload: bytes, external: bytes = b"") -> bytes:
    return encode(["Signature1", protected, external, payload])


def encode(value: object) -> bytes:
    """Deterministic: shortest forms, definite lengths, keys in order."""
    return cbor2.dumps(value, canonical=True)


def decode(raw: bytes) -> object:
    """Strict: only what ``encode`` would write. Raises BadCode."""
    try:
        value = cbor2.loads(raw)
        same = encode(value) == raw
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCode("no CBOR") from error
    if not same:
        raise BadCode("not deterministic")
    return value


def sign(payload: bytes, *, by: Callable[[bytes], bytes], kid: bytes) -> bytes:
    """``by`` signs: whoever holds the private half."""
    protected = encode({ALG: EDDSA, KID: kid})
    signature = by(to_be_signed(protected, payload))
    return encode(cbor2.CBORTag(TAG, [protected, {}, payload, signature]))


def unwrap(raw: bytes, *, longest: int = LONGEST_CODE) -> Envelope:
    """The envelope in these bytes, unchecked but for its shape. Raises BadCode."""
    if len(raw) > longest:
        raise BadCode("too long")
    value = decode(raw)
    if type(value) is not cbor2.CBORTag or value.tag != TAG:
        raise BadCode("no COSE_Sign1")
    parts = value.value
    if not isinstance(parts, list | tuple) or len(parts) != 4:
        raise BadCode("no COSE_Sign1")
    protected, unprotected, payload, signature = parts
    if unprotected != {} or not all(type(p) is bytes for p in (protected, payload, signature)):
        raise BadCode("no COSE_Sign1 of ours")
    head = decode(protected)
    if type(head) is not dict or list(head) != [ALG, KID] or head[ALG] != EDDSA:
        raise BadCode("another algorithm or header")
    kid = head[KID]
    if type(kid) is not bytes or len(kid) != KID_BYTES or len(signature) != 64:
        raise BadCode("no key of ours")
    return Envelope(kid, payload, protected, signature)


def pack_claims(claims: Claims) -> bytes:
    ours = [VERSION, claims.scheme, claims.level, claims.status_list, claims.status_index]
    return encode(
        {
            EXP: int(claims.valid_until.timestamp()),
            NBF: int(claims.valid_from.timestamp()),
            CTI: claims.cti,
            OURS: [*ours, claims.name],
        }
    )


def read_claims(payload: bytes) -> Claims:
    """Raises BadCode for anything but what ``pack_claims`` writes."""
    value = decode(payload)
    if type(value) is not dict or list(value) != [EXP, NBF, CTI, OURS]:
        raise BadCode("no claims of ours")
    exp, nbf, cti, ours = value.values()
    if type(ours) is not list or len(ours) != 6:
        raise BadCode("no claims of ours")
    version, scheme, level, status_list, index, name = ours
    numbers = (exp, nbf, version, status_list, index)
    if not all(type(n) is int and 0 <= n < 1 << 32 for n in numbers) or version != VERSION:
        raise BadCode("no claims of ours")
    if type(cti) is not bytes or len(cti) != 10 or not all(map(_is_word, (scheme, level))):
        raise BadCode("no claims of ours")
    if type(name) is not str or name != as_carried(name):
        raise BadCode("no name of ours")
    begins, ends = (datetime.fromtimestamp(n, UTC) for n in (nbf, exp))
    return Claims(cti, begins, ends, scheme, level, status_list, index, name)


def _is_word(value: object) -> bool:
    return type(value) is str and len(value) <= _LONGEST_WORD and value.isascii()


def as_carried(name: str) -> str:
    """A name as the code holds it: NFC, nothing invisible, at most 40 characters and 64 bytes.

    Where it is longer, words become initials from the last but one backwards, then it is cut.
    """
    plain = " ".join(
        "".join(
            letter if unicodedata.category(letter)[0] != "C" else " "
            for letter in unicodedata.normalize("NFC", name)
        ).split()
    )
    words = plain.split(" ")
    for at in range(len(words) - 2, 0, -1):
        if _fits(" ".join(words)):
            break
        words[at] = f"{words[at][0]}."
    short = " ".join(words)
    while not _fits(short):
        short = short[:-1].rstrip()
    return short


def _fits(name: str) -> bool:
    return len(name) <= LONGEST_NAME and len(name.encode()) <= LONGEST_NAME_BYTES
