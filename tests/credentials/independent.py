"""A second opinion: the code checked with cbor2 and cryptography alone, none of our modules."""

import hashlib
import zlib

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

STANDINGS = ("valid", "revoked", "suspended", "replaced")


def opened(signed: bytes, keys: dict[bytes, bytes]) -> dict | list | None:
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


def by(signed: bytes) -> bytes:
    """The kid that it names."""
    return cbor2.loads(cbor2.loads(signed).value[0])[4]


def carried(address: str) -> bytes:
    number = int(address.split("#")[1])
    return number.to_bytes((number.bit_length() + 7) // 8, "big")[1:]


def standing(address: str, root: str, trust: bytes, lists: dict[int, bytes], now: int) -> str:
    """From nothing but the root's public half and the files that anybody fetches."""
    rows = _rows(root, trust)
    if rows is None:
        return "unknown"
    issuing = {row[0]: row[2] for row in rows if row[1] == 1 and row[6] != 2 and now < row[5]}
    code = carried(address)
    if by(code) not in issuing:
        return "unknown"
    claims = opened(code, issuing)
    if claims is None:
        return "not_genuine"
    _version, _scheme, _level, number, index, _name = claims[-65537]
    token = _of_status_key(lists[number], rows, made=lambda told: told[6])
    if token is None:
        return "unknown"
    bits = zlib.decompress(token[65533]["lst"])
    found = STANDINGS[bits[index // 4] >> index % 4 * 2 & 3]
    return "expired" if found == "valid" and now >= claims[4] else found


def _rows(root: str, trust: bytes) -> list[list] | None:
    """The set of keys, where root and status key vouch for it."""
    unchecked = cbor2.loads(cbor2.loads(trust).value[2])
    public = bytes.fromhex(root)
    told = opened(unchecked[4], {hashlib.sha256(public).digest()[:4]: public})
    if told is None:
        return None
    rows = told[3]
    return rows if _of_status_key(trust, rows, made=lambda file: file[2]) else None


def _of_status_key(signed: bytes, rows: list[list], *, made):
    """What a status key signed in its time, five minutes before it allowed."""
    for kid, purpose, public, since, until, _trusted, state in rows:
        if kid == by(signed) and purpose == 2 and state != 2:
            told = opened(signed, {kid: public})
            if told is not None and since - 300 <= made(told) < until:
                return told
    return None
