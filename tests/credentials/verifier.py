"""The order of checks of the browser's verifier, in Python over our own codec."""

import zlib
from datetime import UTC, datetime

from certification.credentials import carrier, cose

DAY, WEEK, SKEW = 86_400, 7 * 86_400, 300
ACTIVE, COMPROMISED = 0, 2
ENTRIES = ("valid", "revoked", "suspended", "replaced")


class CannotTell(Exception):
    """Nothing can be said of the code; why."""


def unless(holds: bool, why: str) -> None:
    if not holds:
        raise CannotTell(why)


def check(digits: str, *, trust: bytes, status_list: bytes, now: int) -> tuple[str, str]:
    """One of the seven answers, and the name that is shown or why nothing can be said."""
    try:
        code = carrier.unpack(digits)
        if code is None:
            return "not_genuine", ""
        envelope = cose.unwrap(code)
        claims = cose.read_claims(envelope.payload)
        keys = _keys(trust, now)
        key = keys.get(envelope.kid)
        unless(key is not None and key[4] != COMPROMISED, "key")
        if not envelope.is_signed_by(key[1]):
            return "not_genuine", ""
        unless(now >= claims.valid_from.timestamp() - SKEW, "clock")
        entry = _entry(claims, keys, status_list, now)
    except cose.BadCode:
        return "not_genuine", ""
    except CannotTell as error:
        return "unknown", str(error)
    over = datetime.fromtimestamp(now, UTC) >= claims.valid_until
    return "expired" if entry == "valid" and over else entry, claims.name


def _read(raw: bytes) -> tuple[cose.Envelope, object]:
    try:
        envelope = cose.unwrap(raw, longest=512 * 1024)
        return envelope, cose.decode(envelope.payload)
    except cose.BadCode:
        raise CannotTell("offline") from None


def _keys(raw: bytes, now: int) -> dict[bytes, list]:
    envelope, told = _read(raw)
    _version, _sequence, made, expires, told_keys, *_rest = told
    keys = {key[0]: key for key in told_keys}
    unless(_signed(envelope, keys, made) and keys[envelope.kid][4] == ACTIVE, "key")
    unless(now >= made - SKEW, "clock")
    unless(now < expires, "old")
    return keys


def _signed(envelope: cose.Envelope, keys: dict[bytes, list], at: int) -> bool:
    """By a key that is trusted, in its time."""
    key = keys.get(envelope.kid)
    if key is None or key[4] == COMPROMISED or not key[2] - SKEW <= at < key[3]:
        return False
    return envelope.is_signed_by(key[1])


def _entry(claims: cose.Claims, keys: dict[bytes, list], raw: bytes, now: int) -> str:
    envelope, token = _read(raw)
    as_of = token[6]
    unless(_signed(envelope, keys, as_of), "key")
    told = token[65533]
    unless(token[2].endswith(f"/status/{claims.status_list}") and told["bits"] == 2, "offline")
    unless(as_of <= now + SKEW, "clock")
    unless(now < as_of + WEEK and now < token[4], "old")
    inflate = zlib.decompressobj()
    bits = inflate.decompress(told["lst"], 256 * 1024)
    unless(not inflate.unconsumed_tail and claims.status_index < 4 * len(bits), "offline")
    return ENTRIES[bits[claims.status_index // 4] >> claims.status_index % 4 * 2 & 3]
