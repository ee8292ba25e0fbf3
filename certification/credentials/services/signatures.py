"""Codes, once the signer has signed them."""

from certification.credentials.models import Document, Signature
from certification.credentials.services.printing import have_made
from certification.credentials.services.publishing import refuse_withdrawn
from stc.jobs import services as jobs


def keep_signature(signature: Signature | None) -> None:
    """Keep it, in the caller's transaction, and have its list and its paper follow.

    Raises KeyWithdrawn.
    """
    if signature is None or Signature.objects.filter(credential=signature.credential).exists():
        return
    refuse_withdrawn(signature.key_id)
    signature.save(force_insert=True)
    credential = signature.credential
    jobs.enqueue("credentials.publish_status_list", list_id=credential.status_list_id)
    have_made(credential_ids=[credential.pk], form=Document.Form.CERTIFICATE)
    if not _is_told_of(signature):
        jobs.enqueue("credentials.publish_trust_file")


def _is_told_of(signature: Signature) -> bool:
    """Whether the trust file names all that a checker needs: the same was signed before."""
    alike = ("scheme", "title_id", "title_en", "status_list_id")
    same = {f"credential__{name}": getattr(signature.credential, name) for name in alike}
    others = Signature.objects.exclude(pk=signature.pk)
    return others.filter(key=signature.key, **same).exists()
