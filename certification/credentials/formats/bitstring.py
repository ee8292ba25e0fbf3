"""Status lists as the W3C writes them (Bitstring Status List 1.0), for Open Badges and wallets.

The same indices as in our own lists, but one bit each, and counted from the **high** end: index 0
is the highest bit of the first byte. What others know are two purposes, so there are two lists:
``revocation`` (revoked or replaced: never again) and ``suspension``.
"""

import base64
import gzip
import json
from collections.abc import Callable, Mapping
from datetime import datetime

# Which of our entries (certification/credentials/formats/statuslist.py) set the bit.
PURPOSES = {"revocation": frozenset({1, 3}), "suspension": frozenset({2})}
CONTEXT = "https://www.w3.org/ns/credentials/v2"
# The shortest that the standard allows, in bits, so that one among them is nobody.
SHORTEST = 131_072


def pack(marked: Mapping[int, int], *, size: int, purpose: str) -> bytes:
    """The bits of a list of ``size`` entries, bare."""
    raw = bytearray(-(-max(size, SHORTEST) // 8))
    for index, entry in marked.items():
        if entry in PURPOSES[purpose]:
            raw[index >> 3] |= 0x80 >> (index & 7)
    return bytes(raw)


def is_set(raw: bytes, index: int) -> bool:
    return bool(raw[index >> 3] & 0x80 >> (index & 7))


def encoded(raw: bytes) -> str:
    """GZIP in multibase base64url; the time of packing is left out, so that like gives like."""
    return f"u{_base64(gzip.compress(raw, 9, mtime=0))}"


def decoded(text: str) -> bytes:
    packed = text.removeprefix("u")
    return gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


def signed(
    marked: Mapping[int, int],
    *,
    size: int,
    purpose: str,
    at: str,
    issuer: str,
    since: datetime,
    until: datetime,
    kid: str,
    by: Callable[[bytes], bytes],
) -> bytes:
    """A BitstringStatusListCredential as a JWT (VC-JOSE-COSE, EdDSA), at its address ``at``."""
    header = {"alg": "EdDSA", "kid": kid, "typ": "vc+jwt"}
    credential = {
        "@context": [CONTEXT],
        "id": at,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": f"{since:%Y-%m-%dT%H:%M:%SZ}",
        "validUntil": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "credentialSubject": {
            "id": f"{at}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(pack(marked, size=size, purpose=purpose)),
        },
    }
    parts = [
        _base64(json.dumps(part, separators=(",", ":")).encode()) for part in (header, credential)
    ]
    what = ".".join(parts).encode()
    return what + b"." + _base64(by(what)).encode()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
