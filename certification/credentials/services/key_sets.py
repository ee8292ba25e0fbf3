"""The set of keys that a checker trusts, and for what: what it says, and whether it says it yet.

The root signs it, in ``signer/key_sets.py``.
"""

from django.utils import timezone

from certification.credentials.formats import cose
from certification.credentials.models import KeySet, SigningKey

VERSION = 1
PURPOSES = {"issuing": 1, "status": 2}
STATES = {"active": 0, "retired": 1, "compromised": 2}


def kids_in(key_set: KeySet) -> frozenset[str]:
    """The keys that a set tells of. It is ours: read without a check."""
    return frozenset(key[0].hex() for key in _keys_of(key_set))


def is_told() -> bool:
    """Whether the newest set says what stands now, and is signed by the root of now."""
    newest = KeySet.objects.select_related("root").first()
    return (
        newest is not None
        and newest.root.state == SigningKey.State.ACTIVE
        and _keys_of(newest) == to_tell()
    )


def _keys_of(key_set: KeySet) -> list[list[object]]:
    _version, _sequence, _made, keys = cose.decode(
        cose.unwrap(bytes(key_set.content), longest=len(key_set.content)).payload
    )
    return keys


def to_tell() -> list[list[object]]:
    """Each key with its purpose, windows and state; those that nobody checks any more go."""
    rows = SigningKey.objects.filter(purpose__in=PURPOSES, trusted_until__gt=timezone.now())
    return [
        [
            bytes.fromhex(key.kid),
            PURPOSES[key.purpose],
            bytes.fromhex(key.public),
            int(key.signs_from.timestamp()),
            int(key.signed_until.timestamp()),
            int(key.trusted_until.timestamp()),
            STATES[key.state],
        ]
        for key in rows
    ]
