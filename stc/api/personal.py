"""What the API holds of a person: keys, and for a day the answers to repeated requests."""

from django.utils import timezone

from stc.accounts import merging
from stc.accounts.models import User
from stc.accounts.personal_data import Held
from stc.api.models import ApiKey, KeptReply

FACTS = ("label", "prefix", "scopes", "created_at", "last_used_at", "expires_on", "revoked_at")


def export(person: User) -> Held:
    return Held({"api_keys": list(ApiKey.objects.filter(owner=person).values(*FACTS))})


def erase(person: User, *, by: User) -> None:
    ApiKey.objects.filter(owner=person).delete()
    KeptReply.objects.filter(owner=person).delete()


def merge(keep: User, give: User) -> merging.Record:
    """Keys of the record that is given up open no door any more: who kept them is not proven.

    They are revoked, not moved: a key must not begin to reach what its maker could not.
    """
    open_keys = ApiKey.objects.filter(owner=give, revoked_at__isnull=True)
    revoked = list(open_keys.values_list("pk", flat=True))
    open_keys.update(revoked_at=timezone.now())
    return {"revoked": revoked}


def undo(record: merging.Record) -> None:
    """Their owner has a log-in again and makes new keys; a revoked key stays revoked."""
