"""Changes of standing: lock, look, move, tell. A second call changes nothing."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certification.credentials import kinds
from certification.credentials.errors import (
    AlreadyReplaced,
    AlreadyRevoked,
    NotItsReplacement,
    OwnCredential,
)
from certification.credentials.models import Credential, RevocationReason, StatusList
from certification.credentials.permissions import is_holder
from stc.accounts.models import User
from stc.audit import services as audit
from stc.impartiality import services as impartiality
from stc.jobs import services as jobs
from stc.notices import services as notices

Standing = Credential.Standing
_TIMES = ["standing", "revoked_at", "suspended_at", "reason", "replaced_by"]


@transaction.atomic
def revoke_credential(
    *, credential_id: int, by: User, reason: RevocationReason, note: str
) -> Credential:
    """Revoke for good. A second call changes nothing, so double clicks and retries are harmless."""
    credential = _locked(credential_id, by)
    if credential.standing == Standing.REVOKED:
        return credential
    if credential.standing not in Credential.REVOCABLE:
        raise AlreadyReplaced(number=credential.number)
    return _move(
        credential,
        lambda: credential.revoke(reason=reason, at=timezone.now()),
        act="credentials.revoke",
        by=by,
        why=note,
    )


@transaction.atomic
def suspend(*, credential_id: int, by: User, note: str) -> Credential:
    """Suspend until it is lifted or revoked."""
    credential = _locked(credential_id, by)
    if credential.standing == Standing.SUSPENDED:
        return credential
    _refuse_ended(credential)
    return _move(
        credential,
        lambda: credential.suspend(at=timezone.now()),
        act="credentials.suspend",
        by=by,
        why=note,
    )


@transaction.atomic
def lift(*, credential_id: int, by: User, note: str) -> Credential:
    """Let a suspended credential hold again."""
    credential = _locked(credential_id, by)
    if credential.standing == Standing.VALID:
        return credential
    _refuse_ended(credential)
    return _move(credential, credential.lift, act="credentials.lift", by=by, why=note)


@transaction.atomic
def replace_credential(*, credential_id: int, new_id: int, by: User, note: str) -> Credential:
    """Say that a credential was replaced by another of the same holder: corrected or renewed."""
    credential = _locked(credential_id, by)
    if credential.standing == Standing.REPLACED:
        return credential
    _refuse_ended(credential)
    new = Credential.objects.replacing(credential).filter(pk=new_id).first()
    if new is None:
        raise NotItsReplacement(number=credential.number)
    return _move(
        credential,
        lambda: credential.replace(by=new),
        act="credentials.replace",
        by=by,
        why=note,
    )


def _locked(credential_id: int, by: User) -> Credential:
    """The credential, locked; refused to its holder and to whoever has a tie with the holder."""
    # The holder first, as everywhere: it also keeps all that they hold still, old and new.
    impartiality.lock(Credential.objects.only("holder_id").get(pk=credential_id).holder_id)
    credential = Credential.objects.select_for_update().get(pk=credential_id)
    if is_holder(by, credential):
        raise OwnCredential(number=credential.number)
    impartiality.check(by, credential.holder)
    return credential


def _refuse_ended(credential: Credential) -> None:
    if credential.standing == Standing.REVOKED:
        raise AlreadyRevoked(number=credential.number)
    if credential.standing == Standing.REPLACED:
        raise AlreadyReplaced(number=credential.number)


def _move(
    credential: Credential, move: Callable[[], None], *, act: str, by: User, why: str
) -> Credential:
    was = credential.standing
    move()
    credential.save(update_fields=_TIMES)
    entry = audit.record(
        act=act, by=by, subject=credential, was=was, became=credential.standing, why=why
    )
    kinds.standing_changed(credential)
    StatusList.objects.filter(pk=credential.status_list_id).update(version=F("version") + 1)
    jobs.enqueue("credentials.publish_status_list", list_id=credential.status_list_id)
    notices.send(
        kind="credentials.standing_changed",
        to=credential.holder,
        key=f"credentials.standing_changed:{entry.pk}",
        context={
            "number": credential.number,
            "title_id": credential.title_id,
            "title_en": credential.title_en,
            "standing": credential.standing,
        },
    )
    return credential
