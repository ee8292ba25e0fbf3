"""What became of a credential, as its holder reads it: each move, its day, its cause in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials.models import Credential
from stc.audit.models import AuditEntry
from stc.audit.services import name_of
from stc.look import written

MOVES = ("credentials.suspend", "credentials.lift", "credentials.replace", "credentials.revoke")


@dataclass(frozen=True)
class Move:
    """``standing`` is a kind of ``stc.look.standings``; ``word`` names the move where the kind's
    own word would not. Officers stay unnamed: the body answers for what they did.
    """

    at: datetime
    standing: str
    word: str = ""
    cause: str = ""
    note: str = ""


def of(credential: Credential) -> list[Move]:
    """Every move, the newest first; that its time ran out is one of them."""
    moves = [_issued(credential), *(_moved(credential, entry) for entry in _entries(credential))]
    if credential.valid_until <= timezone.now():
        cause = _("Masa berlakunya habis.")
        moves.append(Move(credential.valid_until, "expired", cause=cause))
    return sorted(moves, key=lambda move: move.at, reverse=True)


def _entries(credential: Credential):
    return AuditEntry.objects.filter(subject=name_of(credential), act__in=MOVES).order_by("pk")


def _issued(credential: Credential) -> Move:
    cause = _("Diputuskan %(day)s.") % {"day": written.day(credential.decided_on)}
    return Move(credential.issued_at, "valid", _("Terbit"), cause)


def _moved(credential: Credential, entry: AuditEntry) -> Move:
    """The cause of a revocation is its reason; of a replacement, what stands in its place."""
    word = _("Berlaku lagi") if entry.act == "credentials.lift" else ""
    cause = ""
    if entry.act == "credentials.revoke":
        cause = str(credential.reason or "")
    elif entry.act == "credentials.replace" and credential.replaced_by:
        cause = _("Diganti oleh %(number)s.") % {"number": credential.replaced_by.number}
    return Move(entry.at, entry.became, word, cause, entry.why)
