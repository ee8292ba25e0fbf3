"""How the name is to stand on the certificate: confirmed by its holder, letter by letter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from certification.cases.errors import NameChanged, NotOpen, NotYourCase
from certification.cases.models import Case, NameConfirmation
from certification.cases.services.locking import locked
from certification.credentials.snapshot import as_written
from stc.accounts.models import User
from stc.audit import services as audit


def spelling(case: Case) -> str:
    """The candidate's name as a certificate would print it today; may be empty."""
    return as_written(case.candidate.full_name)


@dataclass(frozen=True)
class Confirmed:
    name: str
    at: datetime


def confirmation(case: Case) -> Confirmed | None:
    """The newest of the case, whatever the profile says since: as it was read ``with_all``, else
    looked up.
    """
    if "confirmed_name" in vars(case):
        return Confirmed(case.confirmed_name, case.confirmed_at) if case.confirmed_name else None
    last = case.name_confirmations.order_by("-pk").first()
    return Confirmed(last.name, last.confirmed_at) if last else None


def standing_confirmation(case: Case) -> Confirmed | None:
    """The newest, where it is of exactly today's spelling."""
    last = confirmation(case)
    return last if last is not None and last.name == spelling(case) else None


@transaction.atomic
def confirm_name(*, case_id: int, by: User, name: str) -> None:
    """Confirm the spelling that was shown. A second call with the same name changes nothing.

    Raises ``NotYourCase``, ``NotOpen``, ``NameChanged`` where the profile says another by now.
    """
    case = locked(case_id)
    if by.pk != case.candidate_id:
        raise NotYourCase
    if not case.is_unfinished:
        raise NotOpen(state=case.get_state_display())
    if not name or name != spelling(case):
        raise NameChanged
    if standing_confirmation(case) is None:
        NameConfirmation.objects.create(case=case, name=name)
        audit.record(act="cases.confirm_name", by=by, subject=case)
