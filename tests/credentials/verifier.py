"""The order of checks of the browser's verifier, in Python over our own codec."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from certification.credentials.formats import carrier, cose

DAY, WEEK, SKEW = 86_400, 7 * 86_400, 300
ACTIVE, COMPROMISED = 0, 2
ISSUING, STATUS = 1, 2
ENTRIES = ("valid", "revoked", "suspended", "replaced")


class CannotTell(Exception):
    """Nothing can be said of the code; why."""


def unless(holds: bool, why: str) -> None:
    if not holds:
        raise CannotTell(why)


@dataclass(frozen=True)
class Key:
    """A line of the set of keys that the root signed. Times are seconds, ends are past."""

    kid: bytes
    purpose: int
    public: bytes
    since: int
    until: int
    trusted: int
    state: int


def check(
    digits: str, *, trust: bytes, status_list: bytes, now: int, root: str, least: int
) -> tuple[str, str]:
    """One of the seven answers, and the name that is shown or why nothing can be said."""
    try:
        code = carrier.unpack(digits)
        if code is None:
            return "not_genuine", ""
        envelope = cose.unwrap(code)
        claims = cose.read_claims(envelope.payload)
        keys = _keys(trust, now, root, least)
        if not envelope.is_signed_by(_known(keys, envelope.kid, ISSUING, now).public):
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


def _keys(raw: bytes, now: int, root: str, least: int) -> list[Key]:
    envelope, told = _read(raw)
    version, _sequence, made, expires, key_set, *_rest = told
    unless(version == 2, "offline")
    inner, (inner_version, number, _made, lines) = _read(key_set)
    unless(inner_version == 1, "offline")
    unless(number >= least and inner.is_signed_by(bytes.fromhex(root)), "key")
    keys = [Key(*line) for line in lines]
    unless(now >= made - SKEW, "clock")
    unless(now < expires, "old")
    unless(_vouched(envelope, keys, made, now).state == ACTIVE, "key")
    return keys


def _known(keys: list[Key], kid: bytes, purpose: int, now: int) -> Key:
    """A key that is trusted for this now."""
    found = [key for key in keys if key.kid == kid and key.purpose == purpose]
    unless(bool(found) and found[0].state != COMPROMISED and now < found[0].trusted, "key")
    return found[0]


def _vouched(envelope: cose.Envelope, keys: list[Key], at: int, now: int) -> Key:
    """Signed by such a key in its time."""
    key = _known(keys, envelope.kid, STATUS, now)
    unless(key.since - SKEW <= at < key.until and envelope.is_signed_by(key.public), "key")
    return key


def _entry(claims: cose.Claims, keys: list[Key], raw: bytes, now: int) -> str:
    envelope, token = _read(raw)
    as_of = token[6]
    _vouched(envelope, keys, as_of, now)
    told = token[65533]
    unless(token[2].endswith(f"/status/{claims.status_list}") and told["bits"] == 2, "offline")
    unless(as_of <= now + SKEW, "clock")
    unless(now < as_of + WEEK and now < token[4], "old")
    inflate = zlib.decompressobj()
    bits = inflate.decompress(told["lst"], 256 * 1024)
    unless(not inflate.unconsumed_tail and claims.status_index < 4 * len(bits), "offline")
    return ENTRIES[bits[claims.status_index // 4] >> claims.status_index % 4 * 2 & 3]
