"""A holder shares a credential by a link that ends, and sees that it was opened."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certification.credentials import sharing
from certification.credentials.errors import NoSuchSpan, NotYourCredential
from certification.credentials.models import Credential, ShareLink, ShareOpening
from certification.credentials.permissions import is_holder
from stc.accounts.models import User
from stc.audit import services as audit


@transaction.atomic
def share(*, credential_id: int, by: User, days: int) -> ShareLink:
    """Open a link for 1, 7 or 30 days. While one is open, that is the link: a second call changes
    nothing. Raises ``NotYourCredential``, ``NoSuchSpan``.
    """
    credential = Credential.objects.select_for_update().get(pk=credential_id)
    if not is_holder(by, credential):
        raise NotYourCredential
    if days not in sharing.DAYS:
        raise NoSuchSpan
    now = timezone.now()
    last = credential.share_links.filter(ended_at__isnull=True).first()
    if last is not None:
        if last.until > now:
            return last
        last.ended_at = last.until
        last.save(update_fields=["ended_at"])
    seed = secrets.token_hex(32)
    link = ShareLink.objects.create(
        credential=credential,
        seed=seed,
        token_hash=sharing.hash_of(sharing.token_of(seed)),
        made_at=now,
        until=now + timedelta(days=days),
    )
    audit.record(act="credentials.share", by=by, subject=link, became=link.until.isoformat())
    return link


@transaction.atomic
def stop_sharing(*, link_id: int, by: User) -> ShareLink:
    """Close a link at once. What is over stays as it is. Raises ``NotYourCredential``."""
    link = ShareLink.objects.select_for_update().get(pk=link_id)
    if not is_holder(by, Credential.objects.get(pk=link.credential_id)):
        raise NotYourCredential
    if link.is_open:
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        audit.record(act="credentials.unshare", by=by, subject=link)
    return link


@transaction.atomic
def count_opening(*, link_id: int, user_agent: str, at: datetime) -> None:
    """One more opening within its hour. Rows grow with hours and devices, never with openings."""
    row, _made = ShareOpening.objects.get_or_create(
        link_id=link_id,
        hour=at.replace(minute=0, second=0, microsecond=0),
        device=sharing.device_of(user_agent),
    )
    ShareOpening.objects.filter(pk=row.pk).update(times=F("times") + 1)


@transaction.atomic
def forget_links() -> int:
    """Delete links, and that they were opened, 90 days after their end; returns how many links."""
    limit = timezone.now() - timedelta(days=sharing.KEPT_DAYS)
    old = list(ShareLink.objects.over_before(limit).values_list("pk", flat=True))
    ShareLink.objects.filter(pk__in=old).delete()
    return len(old)
