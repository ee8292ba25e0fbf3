"""Codes, once the signer has signed them."""

from collections.abc import Collection, Sequence

from certification.credentials.models import Credential, Document, Signature, StatusList
from certification.credentials.services.printing import make_together
from certification.credentials.services.publishing import refuse_withdrawn, tells_of
from stc.jobs import services as jobs


def keep_signature(signature: Signature | None) -> None:
    """Keep it, in the caller's transaction, and have its list and its paper follow.

    Raises KeyWithdrawn.
    """
    keep_signatures([] if signature is None else [signature])


def keep_signatures(signatures: Sequence[Signature]) -> None:
    """Keep those of credentials that have none yet, as ``keep_signature`` would each."""
    asked = {signature.credential_id for signature in signatures}
    there = Signature.objects.filter(credential__in=asked)
    signed = set(there.values_list("credential_id", flat=True))
    kept = [signature for signature in signatures if signature.credential_id not in signed]
    if not kept:
        return
    for key_id in {signature.key_id for signature in kept}:
        refuse_withdrawn(key_id)
    Signature.objects.bulk_create(kept)
    credentials = [signature.credential for signature in kept]
    make_together([each.pk for each in credentials], form=Document.Form.CERTIFICATE)
    _tell_checkers(credentials)


def sign_apart(credential_ids: Collection[int]) -> None:
    """Have each signed by a job of its own: what its batch could not sign is parked alone."""
    jobs.enqueue_each(
        "credentials.sign",
        {f"credentials.sign:{each}": {"credential_id": each} for each in credential_ids},
    )


def _tell_checkers(credentials: Sequence[Credential]) -> None:
    """What is valid changes no list that is published; a list or a title that is new is told."""
    lists = {credential.status_list_id for credential in credentials}
    new = StatusList.objects.filter(pk__in=lists, published_version=0).order_by("pk")
    for list_id in new.values_list("pk", flat=True):
        jobs.enqueue("credentials.publish_status_list", list_id=list_id)
    titles = {(each.scheme, each.title_id, each.title_en) for each in credentials}
    if not tells_of(lists, titles):
        jobs.enqueue("credentials.publish_trust_file")
