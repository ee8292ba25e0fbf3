"""Signing, in one place: a job's work, with the key out of a file."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from certification.credentials import cose, keys, serials
from certification.credentials.errors import NoSigningKey
from certification.credentials.models import Credential, IssuingKey, Signature
from stc.jobs import services as jobs


@dataclass(frozen=True)
class Signer:
    key: Ed25519PrivateKey
    row: IssuingKey

    def sign(self, payload: bytes) -> bytes:
        return cose.sign(payload, key=self.key, kid=bytes.fromhex(self.row.kid))


def signer() -> Signer:
    """Who signs now; raises NoSigningKey, which parks the job where an operator sees it."""
    try:
        key = keys.read(settings.ISSUING_KEY_FILE)
    except ValueError as error:
        raise NoSigningKey(why=str(error)) from error
    if key is None:
        raise NoSigningKey(why="ISSUING_KEY_FILE")
    public = key.public_key().public_bytes_raw().hex()
    row = IssuingKey.objects.signing(timezone.now()).filter(public=public).first()
    if row is None:
        raise NoSigningKey(why="kid")
    return Signer(key, row)


def sign_credential(*, credential_id: int) -> Signature | None:
    """The signature of a credential, not yet kept; ``None`` where it has one."""
    credential = Credential.objects.get(pk=credential_id)
    if Signature.objects.filter(credential=credential).exists():
        return None
    payload = cose.pack_claims(
        cose.Claims(
            cti=serials.to_bytes(credential.serial),
            valid_from=credential.valid_from,
            valid_until=credential.valid_until,
            scheme=credential.scheme,
            level=credential.level,
            status_list=credential.status_list_id,
            status_index=credential.status_index,
            name=cose.as_carried(credential.holder_name),
        )
    )
    who = signer()
    return Signature(
        credential=credential,
        key=who.row,
        code=who.sign(payload),
        claims_hash=hashlib.sha256(payload).hexdigest(),
    )


def keep_signature(signature: Signature | None) -> None:
    """Keep it, in the caller's transaction, and have its list and its paper follow."""
    if signature is None or Signature.objects.filter(credential=signature.credential).exists():
        return
    signature.save(force_insert=True)
    credential = signature.credential
    jobs.enqueue("credentials.publish_status_list", list_id=credential.status_list_id)
    jobs.enqueue(
        "credentials.render_pdf",
        key=f"credentials.render_pdf:{credential.pk}",
        credential_id=credential.pk,
    )
    if not _is_told_of(signature):
        jobs.enqueue("credentials.publish_trust_file")


def _is_told_of(signature: Signature) -> bool:
    """Whether the trust file names all that a checker needs: the same was signed before."""
    alike = ("scheme", "title_id", "title_en", "status_list_id")
    same = {f"credential__{name}": getattr(signature.credential, name) for name in alike}
    others = Signature.objects.exclude(pk=signature.pk)
    return others.filter(key=signature.key, **same).exists()
