"""A second opinion: the code checked with cbor2 and cryptography alone, none of our modules."""

import zlib

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

STANDINGS = ("valid", "revoked", "suspended", "replaced")


def opened(signed: bytes, keys: dict[bytes, bytes]) -> dict | None:
    """The payload of a COSE_Sign1, or None where no key of these signed it."""
    tagged = cbor2.loads(signed)
    protected, _unprotected, payload, signature = tagged.value
    header = cbor2.loads(protected)
    if tagged.tag != 18 or header[1] != -8 or header[4] not in keys:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(keys[header[4]]).verify(
            signature, cbor2.dumps(["Signature1", protected, b"", payload])
        )
    except InvalidSignature:
        return None
    return cbor2.loads(payload)


def carried(address: str) -> bytes:
    number = int(address.split("#")[1])
    return number.to_bytes((number.bit_length() + 7) // 8, "big")[1:]


def standing(address: str, keys: dict[bytes, bytes], lists: dict[int, bytes], now: int) -> str:
    claims = opened(carried(address), keys)
    if claims is None:
        return "not_genuine"
    _version, _scheme, _level, number, index, _name = claims[-65537]
    bits = zlib.decompress(opened(lists[number], keys)[65533]["lst"])
    found = STANDINGS[bits[index // 4] >> index % 4 * 2 & 3]
    return "expired" if found == "valid" and now >= claims[4] else found
