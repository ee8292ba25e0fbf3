"""The code of a credential, signed by an issuing key."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from certification.credentials.errors import OutlivesKey
from certification.credentials.formats import cose, serials
from certification.credentials.models import Credential, Signature
from certification.credentials.signer.who import signer


@dataclass(frozen=True)
class SignedBatch:
    """Signatures not yet kept; and why the others were refused, by the credential's id."""

    signatures: list[Signature]
    refused: dict[int, OutlivesKey]


def sign_credential(*, credential_id: int) -> Signature | None:
    """The signature of a credential, not yet kept; ``None`` where it has one.

    Raises NoSigningKey, and OutlivesKey where checkers forget the key before the credential ends.
    """
    batch = sign_batch(credential_ids=[credential_id])
    for refusal in batch.refused.values():
        raise refusal
    return batch.signatures[0] if batch.signatures else None


def sign_batch(*, credential_ids: Collection[int]) -> SignedBatch:
    """Sign all of these that have no signature yet. Raises NoSigningKey."""
    batch = SignedBatch([], {})
    unsigned = Credential.objects.filter(pk__in=credential_ids, signature__isnull=True)
    credentials = list(unsigned.order_by("pk"))
    if not credentials:
        return batch
    who = signer("issuing")
    for credential in credentials:
        if credential.valid_until > who.row.trusted_until:
            refusal = OutlivesKey(number=credential.number, kid=who.row.kid)
            batch.refused[credential.pk] = refusal
            continue
        payload = _claims_of(credential)
        batch.signatures.append(
            Signature(
                credential=credential,
                key=who.row,
                code=who.sign(payload),
                claims_hash=hashlib.sha256(payload).hexdigest(),
            )
        )
    return batch


def _claims_of(credential: Credential) -> bytes:
    return cose.pack_claims(
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
