"""The set of keys that the root signs: all that a checker trusts, and for what."""

from functools import partial

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials import cose
from certification.credentials.errors import NoSigningKey
from certification.credentials.keystore import KeyStore
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
        and _keys_of(newest) == _told()
    )


def sign_key_set(store: KeyStore) -> KeySet:
    """The set as things stand now, not yet kept, with the next sequence. Raises NoSigningKey."""
    now = timezone.now()
    root = SigningKey.objects.signing(now).filter(purpose="root").first()
    if root is None:
        raise NoSigningKey(
            purpose=SigningKey.Purpose.ROOT.label, why=_("tidak ada yang aktif pada waktu ini")
        )
    sequence = (KeySet.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    payload = cose.encode([VERSION, sequence, int(now.timestamp()), _told()])
    content = cose.sign(payload, by=partial(store.sign, root.kid), kid=bytes.fromhex(root.kid))
    return KeySet(sequence=sequence, root=root, made_at=now, content=content)


def _keys_of(key_set: KeySet) -> list[list[object]]:
    _version, _sequence, _made, keys = cose.decode(
        cose.unwrap(bytes(key_set.content), longest=len(key_set.content)).payload
    )
    return keys


def _told() -> list[list[object]]:
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
