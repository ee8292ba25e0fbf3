"""Lists and the trust file, signed by a status key."""

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from certification.credentials.errors import NoSigningKey
from certification.credentials.formats import bitstring, cose, statuslist
from certification.credentials.models import Credential, KeySet, SigningKey, StatusList, TrustFile
from certification.credentials.services.keys import EXPIRES
from certification.credentials.services.publishing import AT_LEAST_EVERY, SignedList
from certification.credentials.signer.who import signer

# Labels of a Status List Token as CWT (IETF token status list, 5.2).
SUB, EXP, IAT, STATUS_LIST = 2, 4, 6, 65533
TRUST_VERSION = 2


def sign_status_list(*, list_id: int) -> SignedList | None:
    """The list as its rows stand now, not yet kept; ``None`` where there is nothing new to say."""
    status_list = StatusList.objects.get(pk=list_id)
    now = timezone.now()
    fresh = status_list.published_at and status_list.published_at > now - AT_LEAST_EVERY
    told = status_list.published_version == status_list.version
    who = signer("status")
    # What another key signed is signed anew: that key may be withdrawn.
    if told and fresh and status_list.key_id == who.row.pk:
        return None
    # Version read first, compared on writing: a slow worker overwrites nothing newer.
    standings = Credential.objects.standings_in(status_list)
    payload = cose.encode(
        {
            SUB: f"{settings.BASE_URL}/status/{list_id}",
            IAT: int(now.timestamp()),
            EXP: int((now + EXPIRES).timestamp()),
            STATUS_LIST: {
                "bits": statuslist.BITS,
                "lst": statuslist.pack(standings, size=status_list.size),
            },
        }
    )
    mirrors = {
        purpose: bitstring.signed(
            standings,
            size=status_list.size,
            purpose=purpose,
            at=f"{settings.BASE_URL}/status/w3c/{list_id}/{purpose}",
            issuer=settings.BASE_URL,
            since=now,
            until=now + EXPIRES,
            kid=who.row.kid,
            by=who.sign_bytes,
        )
        for purpose in bitstring.PURPOSES
    }
    return SignedList(list_id, status_list.version, who.row.pk, who.sign(payload), mirrors)


def sign_trust_file() -> TrustFile:
    """The trust file as things stand now, not yet kept, with the next sequence."""
    now = timezone.now()
    key_set = KeySet.objects.first()
    if key_set is None:
        raise NoSigningKey(purpose=SigningKey.Purpose.STATUS.label, why="manage.py keys ceremony")
    sequence = (TrustFile.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    payload = cose.encode(
        [
            TRUST_VERSION,
            sequence,
            int(now.timestamp()),
            int((now + EXPIRES).timestamp()),
            bytes(key_set.content),
            _titles(),
            list(StatusList.objects.order_by("pk").values_list("pk", flat=True)),
        ]
    )
    return TrustFile(sequence=sequence, made_at=now, content=signer("status").sign(payload))


def _titles() -> list[list[str]]:
    """The name of each scheme in both languages, as it was last issued."""
    last = Credential.objects.order_by().values("scheme").annotate(last=Max("pk")).values("last")
    rows = Credential.objects.filter(pk__in=last)
    latest = {row.scheme: [row.scheme, row.title_id, row.title_en] for row in rows}
    return [latest[scheme] for scheme in sorted(latest)]
