"""The code of a credential, signed by an issuing key."""

import hashlib

from certification.credentials import cose, serials
from certification.credentials.errors import OutlivesKey
from certification.credentials.models import Credential, Signature
from certification.credentials.signer.who import signer


def sign_credential(*, credential_id: int) -> Signature | None:
    """The signature of a credential, not yet kept; ``None`` where it has one.

    Raises NoSigningKey, and OutlivesKey where checkers forget the key before the credential ends.
    """
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
    who = signer("issuing")
    if credential.valid_until > who.row.trusted_until:
        raise OutlivesKey(number=credential.number, kid=who.row.kid)
    return Signature(
        credential=credential,
        key=who.row,
        code=who.sign(payload),
        claims_hash=hashlib.sha256(payload).hexdigest(),
    )
