"""What is known of keys: registered by their public half, retired, said to be compromised.

No private half is needed here; the signer makes keys and signs the set of them.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from certification.credentials.errors import LastKey, NoSuchKey
from certification.credentials.models import KeySet, SigningKey, StatusList
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs

Purpose, State = SigningKey.Purpose, SigningKey.State
# How long checkers believe a list or a trust file: what is new is told for so long before its use.
EXPIRES = timedelta(days=7)
SIGNS_FOR = {
    Purpose.ROOT: timedelta(days=3650),
    Purpose.ISSUING: timedelta(days=365),
    Purpose.STATUS: timedelta(days=365),
}
# Codes are checked for as long as certificates may hold; lists are soon followed by others.
TRUSTED_FOR = {
    Purpose.ROOT: timedelta(0),
    Purpose.ISSUING: timedelta(days=15 * 365),
    Purpose.STATUS: EXPIRES,
}


def has_keys() -> bool:
    """Whether this installation signs at all."""
    return KeySet.objects.exists()


def pinned() -> tuple[str, int]:
    """What a checker holds fast: the root's public half, and the oldest set of keys that counts."""
    newest = KeySet.objects.select_related("root").first()
    if newest is None or newest.root.state != State.ACTIVE:
        return "", 0
    return newest.root.public, newest.sequence


def midnight_after(moment: datetime) -> datetime:
    """The end of this day in the body's own zone: keys begin at any time, and end with a day."""
    zone = timezone.get_default_timezone()
    following = timezone.localtime(moment, zone).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(following, time.min), zone)


@transaction.atomic
def register_key(
    *,
    kid: str,
    public: bytes,
    purpose: str,
    signs_from: datetime,
    trusted_for: timedelta | None = None,
    by: User | None,
) -> SigningKey:
    """Let a key sign from a moment on. A second call returns the first row."""
    until = midnight_after(signs_from + SIGNS_FOR[purpose])
    key, created = SigningKey.objects.get_or_create(
        public=public.hex(),
        defaults={
            "kid": kid,
            "purpose": purpose,
            "signs_from": signs_from,
            "signs_until": until,
            "trusted_until": until + (trusted_for or TRUSTED_FOR[purpose]),
        },
    )
    if created:
        audit.record(
            act="credentials.make_key", by=by, subject=key, became=key.state, why=key.purpose
        )
    return key


def find_key(kid: str) -> SigningKey:
    """Raises NoSuchKey."""
    key = SigningKey.objects.select_for_update().filter(kid=kid).first()
    if key is None:
        raise NoSuchKey(kid=kid)
    return key


@transaction.atomic
def retire_key(*, kid: str, by: User | None) -> SigningKey:
    """It signs no more; what it signed stays good. A key that signs no more is left as it is."""
    key, now = find_key(kid), timezone.now()
    if key.state != State.ACTIVE:
        return key
    others = SigningKey.objects.signing(now).filter(purpose=key.purpose).exclude(pk=key.pk)
    if not others.exists():
        raise LastKey(kid=kid, purpose=key.get_purpose_display())
    return _retire(key, by=by)


@transaction.atomic
def succeed_root(*, by: User | None) -> None:
    """The root signs no more: another is about to sign in its place, in the same transaction."""
    for key in SigningKey.objects.select_for_update().filter(purpose="root", state="active"):
        _retire(key, by=by)


def _retire(key: SigningKey, *, by: User | None) -> SigningKey:
    was = key.state
    key.retire(at=timezone.now())
    key.save(update_fields=["state", "retired_at"])
    audit.record(act="credentials.retire_key", by=by, subject=key, was=was, became=key.state)
    tell_checkers()
    return key


@transaction.atomic
def compromise_key(*, kid: str, at: datetime, by: User | None) -> SigningKey:
    """Nothing that it signed is trusted any more, and it never comes back."""
    key = find_key(kid)
    if key.state == State.COMPROMISED:
        return key
    was = key.state
    key.compromise(at=at)
    key.save(update_fields=["state", "compromised_at"])
    audit.record(act="credentials.compromise_key", by=by, subject=key, was=was, became=key.state)
    tell_checkers()
    return key


@transaction.atomic
def keep_key_set(key_set: KeySet, *, by: User | None) -> None:
    """Publish a set that the root signed."""
    key_set.save(force_insert=True)
    audit.record(
        act="credentials.sign_key_set", by=by, subject=key_set.root, became=key_set.sequence
    )
    tell_checkers()


def tell_checkers() -> None:
    """Have trust file and lists follow, in the caller's transaction."""
    if not has_keys():
        return
    jobs.enqueue("credentials.publish_trust_file")
    for list_id in StatusList.objects.values_list("pk", flat=True):
        jobs.enqueue("credentials.publish_status_list", list_id=list_id)
