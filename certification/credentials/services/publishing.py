"""What checkers fetch, once it is signed: a file for each status list, and the trust file."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from certification.credentials.formats import cose
from certification.credentials.models import KeySet, SigningKey, StatusList, TrustFile
from stc.files.storage import published
from stc.jobs import services as jobs

# Signed anew while nothing changes: a checker reads the age of what it knows from here.
AT_LEAST_EVERY = timedelta(hours=12)


@dataclass(frozen=True)
class SignedList:
    """``mirrors`` are the W3C's lists by their purpose."""

    list_id: int
    version: int
    key_id: int
    content: bytes
    mirrors: dict[str, bytes]


class KeyWithdrawn(Exception):
    """The key leaked while this was being kept: the job runs again, and another key signs."""


def stale_lists() -> list[int]:
    """Lists that have news, are due for a new signature, or whose key signs no more."""
    due = timezone.now() - AT_LEAST_EVERY
    waiting = Q(published_at__isnull=True) | Q(published_at__lte=due)
    waiting |= ~Q(published_version=F("version")) | ~Q(key__state="active")
    return list(StatusList.objects.filter(waiting).values_list("pk", flat=True))


def keep_status_list(signed: SignedList | None) -> None:
    """Publish it, unless something newer stands already. Raises KeyWithdrawn."""
    if signed is None:
        return
    refuse_withdrawn(signed.key_id)
    older = StatusList.objects.filter(pk=signed.list_id, published_version__lte=signed.version)
    kept = older.update(
        content=signed.content,
        key_id=signed.key_id,
        published_version=signed.version,
        published_at=timezone.now(),
        **signed.mirrors,
    )
    if kept:
        jobs.enqueue("credentials.put_status_list", list_id=signed.list_id)


def refuse_withdrawn(key_id: int) -> None:
    if SigningKey.objects.filter(pk=key_id, state=SigningKey.State.COMPROMISED).exists():
        raise KeyWithdrawn


def tells_of(lists: set[int], titles: set[tuple[str, str, str]]) -> bool:
    """Whether the newest trust file knows these lists, and these titles of their schemes."""
    newest = TrustFile.objects.first()
    if newest is None:
        return False
    content = bytes(newest.content)
    *_, told, numbers = cose.decode(cose.unwrap(content, longest=len(content)).payload)
    return lists <= set(numbers) and titles <= {tuple(title) for title in told}


@transaction.atomic
def keep_trust_file(trust_file: TrustFile) -> None:
    """Publish it, unless another with this sequence or a later one stands: it never goes back.

    Then it is asked for anew, since it may tell what the other does not.
    """
    if TrustFile.objects.filter(sequence__gte=trust_file.sequence).exists():
        jobs.enqueue("credentials.publish_trust_file")
    else:
        trust_file.save(force_insert=True)
        jobs.enqueue("credentials.put_trust_file")


def put_status_list(*, list_id: int) -> None:
    """Its files as they stand now, for mirrors. The row is locked: no older one comes after."""
    row = StatusList.objects.select_for_update().get(pk=list_id)
    _put(f"status/{list_id}", row.content)
    for purpose in ("revocation", "suspension"):
        _put(f"status/w3c/{list_id}/{purpose}", getattr(row, purpose))


def put_trust_file() -> None:
    """The newest, for mirrors. The set of keys is locked meanwhile: no older one comes after."""
    KeySet.objects.select_for_update().first()
    _put("status/kepercayaan", TrustFile.objects.latest("sequence").content)


def _put(name: str, content: bytes) -> None:
    published().save(name, ContentFile(bytes(content)))
