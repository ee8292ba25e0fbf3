"""Who must prove more than a password: holders of a body-wide role and superusers; upper apps add
theirs.
"""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from rules.predicates import Predicate

from stc.accounts.models import User

_predicates: list[Predicate] = []


def register(predicate: Predicate) -> None:
    """For whom this holds must have a second factor too (an office, a seat, a post). It is asked on
    each request of a session that showed none: let it ask ``duties.held_today``.
    """
    if predicate not in _predicates:
        _predicates.append(predicate)


def known() -> tuple[Predicate, ...]:
    """What upper apps registered."""
    return tuple(_predicates)


def is_required(person: User) -> bool:
    """A demo asks none of anybody: its log-ins are printed for everyone."""
    if settings.DEMO:
        return False
    return person.is_superuser or bool(person.roles) or any(asks(person) for asks in _predicates)


def is_proven(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this very session. Asks no database."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)
