"""What django-allauth says happened to an account, told to its owner: the first line of defence."""

from uuid import uuid4

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.utils import timezone

from stc.notices import services as notices


def listen() -> None:
    """Connect to allauth's signals; it is not ours to call us."""
    for signal, kind in (
        (account.password_changed, "accounts.password_changed"),
        (account.password_reset, "accounts.password_changed"),
        (account.password_set, "accounts.password_changed"),
        (account.email_changed, "accounts.email_changed"),
        (mfa.authenticator_added, "accounts.second_factor_added"),
        (mfa.authenticator_removed, "accounts.second_factor_removed"),
        (mfa.authenticator_reset, "accounts.recovery_codes_made"),
    ):
        signal.connect(_teller(kind), dispatch_uid=f"stc.notices:{kind}:{id(signal)}", weak=False)
    account.email_confirmed.connect(_welcome, dispatch_uid="stc.notices:welcome")


def _teller(kind: str):
    def tell(sender, user, **_: object) -> None:
        # Each time is an event of its own, and has no other name than the moment it is told.
        notices.send(
            kind=kind, to=user, key=f"{kind}:{uuid4().hex}", context={"at": timezone.now()}
        )

    return tell


def _welcome(sender, email_address, **_: object) -> None:
    person = email_address.user
    notices.send(
        kind="accounts.welcome",
        to=person,
        key="accounts.welcome",
        context={"name": person.full_name},
    )
