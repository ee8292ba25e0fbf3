"""The ticket under which one open page of an attempt sends its answers.

It is signed, says all that an answer's door must know, and so spares it session and person. It
ages with the attempt: for a day after the end it still brings in what the network held back.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils import timezone

from certification.exams.errors import BadTicket

SALT = "exams.ticket"
DOOR = "/ujian/jawaban"  # where answers are sent; the house mounts this app at its root
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Ticket:
    """``segment`` is which opening of the page it was signed for."""

    attempt_id: int
    segment: int
    ends_at: datetime


def sign(ticket: Ticket) -> str:
    told = [ticket.attempt_id, ticket.segment, ticket.ends_at.timestamp()]
    return signing.Signer(salt=SALT).sign_object(told)


def read(words: str) -> Ticket:
    """What the ticket says. Raises ``BadTicket`` where it is not ours, or too old."""
    try:
        attempt_id, segment, ends_at = signing.Signer(salt=SALT).unsign_object(words)
    except (signing.BadSignature, ValueError) as error:
        raise BadTicket from error
    ticket = Ticket(attempt_id, segment, datetime.fromtimestamp(ends_at, UTC))
    if timezone.now() > ticket.ends_at + KEPT:
        raise BadTicket
    return ticket
