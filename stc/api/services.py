import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from stc.accounts.models import User
from stc.api import scopes as known
from stc.api.errors import KeyExpiryOutOfRange, KeyNameTaken, TooManyKeys, UnknownScope
from stc.api.models import PREFIX_LENGTH, ApiKey, KeptReply
from stc.audit import services as audit
from stc.notices import services as notices

TOKEN_START = "stc_"  # noqa: S105 - what every key begins with, so that leak scanners know it
LIMIT = 20
LONGEST_DAYS = 366
USE_NOTED_EVERY = timedelta(minutes=1)


def digest_of(token: str) -> str:
    # 256 random bits cannot be guessed from their hash: no salt and no slow hash are needed.
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_key(
    *, by: User, label: str, scopes: Iterable[str], expires_on: date
) -> tuple[ApiKey, str]:
    """A new key of a person, and its token: the only time that anyone sees it."""
    owner = User.objects.select_for_update().get(pk=by.pk)
    allowed, today = sorted(set(scopes)), timezone.localdate()
    if not allowed or not set(allowed) <= known.LABELS.keys():
        raise UnknownScope
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise KeyExpiryOutOfRange(days=LONGEST_DAYS)
    unrevoked = ApiKey.objects.filter(owner=owner, revoked_at__isnull=True)
    if unrevoked.filter(label=label).exists():
        raise KeyNameTaken(label=label)
    if unrevoked.count() >= LIMIT:
        raise TooManyKeys(limit=LIMIT)

    secret = secrets.token_urlsafe(32)
    token = TOKEN_START + secret
    key = ApiKey.objects.create(
        owner=owner,
        label=label,
        prefix=secret[:PREFIX_LENGTH],
        digest=digest_of(token),
        scopes=allowed,
        expires_on=expires_on,
    )
    audit.record(act="api.make_key", by=by, subject=key, became=" ".join(allowed))
    # Told like a changed password: who stole a session would keep a door open by a key.
    notices.send(
        kind="api.key_made", to=owner, key=f"api.key_made:{key.pk}", context={"label": label}
    )
    return key, token


@transaction.atomic
def revoke_key(*, key_id: int, by: User) -> ApiKey:
    """Close a key of one's own for good. A second call changes nothing."""
    key = ApiKey.objects.visible_to(by).select_for_update().get(pk=key_id)
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        audit.record(act="api.revoke_key", by=by, subject=key, was="in use", became="revoked")
    return key


def note_use(*, key: ApiKey) -> None:
    """Remember that a key was used now, to the minute: a busy key must not write each time."""
    now = timezone.now()
    stale = now - USE_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at <= stale:
        unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lte=stale)
        ApiKey.objects.filter(unnoted, pk=key.pk).update(last_used_at=now)


def forget_kept_replies() -> int:
    """Drop replies older than a day. Returns how many."""
    old = KeptReply.objects.filter(at__lt=timezone.now() - KeptReply.KEPT)
    return old.delete()[0]
