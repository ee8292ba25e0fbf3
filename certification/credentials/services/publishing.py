"""What checkers fetch: a signed file for each status list, and the trust file."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from certification.credentials import cose, statuslist
from certification.credentials.models import Credential, IssuingKey, StatusList, TrustFile
from certification.credentials.services.signing import signer

EXPIRES = timedelta(days=7)
# Signed anew while nothing changes: a checker reads the age of what it knows from here.
AT_LEAST_EVERY = timedelta(hours=12)
# Labels of a Status List Token as CWT (IETF token status list, 5.2), and of our trust file.
SUB, EXP, IAT, STATUS_LIST = 2, 4, 6, 65533
TRUST_VERSION = 1
STATES = {"active": 0, "retired": 1, "compromised": 2}


@dataclass(frozen=True)
class SignedList:
    list_id: int
    version: int
    content: bytes


def stale_lists() -> list[int]:
    """Lists that have news, or are due for a new signature."""
    due = timezone.now() - AT_LEAST_EVERY
    waiting = Q(published_at__isnull=True) | Q(published_at__lte=due)
    lists = StatusList.objects.filter(waiting | ~Q(published_version=F("version")))
    return list(lists.values_list("pk", flat=True))


def sign_status_list(*, list_id: int) -> SignedList | None:
    """The list as its rows stand now, not yet kept; ``None`` where there is nothing new to say."""
    status_list = StatusList.objects.get(pk=list_id)
    now = timezone.now()
    told = status_list.published_version == status_list.version
    if told and status_list.published_at and status_list.published_at > now - AT_LEAST_EVERY:
        return None
    # Version read first, compared on writing: a slow worker overwrites nothing newer.
    packed = statuslist.pack(Credential.objects.standings_in(status_list), size=status_list.size)
    payload = cose.encode(
        {
            SUB: f"{settings.BASE_URL}/status/{list_id}",
            IAT: int(now.timestamp()),
            EXP: int((now + EXPIRES).timestamp()),
            STATUS_LIST: {"bits": statuslist.BITS, "lst": packed},
        }
    )
    return SignedList(list_id, status_list.version, signer().sign(payload))


def keep_status_list(signed: SignedList | None) -> None:
    """Publish it, unless something newer stands already."""
    if signed is None:
        return
    older = StatusList.objects.filter(pk=signed.list_id, published_version__lte=signed.version)
    older.update(
        content=signed.content, published_version=signed.version, published_at=timezone.now()
    )


def sign_trust_file() -> TrustFile:
    """The trust file as things stand now, not yet kept, with the next sequence."""
    now = timezone.now()
    sequence = (TrustFile.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    payload = cose.encode(
        [
            TRUST_VERSION,
            sequence,
            int(now.timestamp()),
            int((now + EXPIRES).timestamp()),
            [_told(key) for key in IssuingKey.objects.order_by("pk")],
            _titles(),
            list(StatusList.objects.order_by("pk").values_list("pk", flat=True)),
        ]
    )
    return TrustFile(sequence=sequence, made_at=now, content=signer().sign(payload))


@transaction.atomic
def keep_trust_file(trust_file: TrustFile) -> None:
    """Publish it, unless another with this sequence or a later one stands: it never goes back."""
    if not TrustFile.objects.filter(sequence__gte=trust_file.sequence).exists():
        trust_file.save(force_insert=True)


def _told(key: IssuingKey) -> list[object]:
    return [
        bytes.fromhex(key.kid),
        bytes.fromhex(key.public),
        int(key.signs_from.timestamp()),
        int(key.signs_until.timestamp()),
        STATES[key.state],
    ]


def _titles() -> list[list[str]]:
    """The name of each scheme in both languages, as it was last issued."""
    last = Credential.objects.order_by().values("scheme").annotate(last=Max("pk")).values("last")
    rows = Credential.objects.filter(pk__in=last)
    latest = {row.scheme: [row.scheme, row.title_id, row.title_en] for row in rows}
    return [latest[scheme] for scheme in sorted(latest)]
