"""The PDF of a credential, certified where there is a key for it: no change is allowed after it."""

from collections.abc import Collection
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials import keystore, services
from certification.credentials.errors import NoSigningKey
from certification.credentials.keystore import documents
from certification.credentials.models import Signature

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class MadeDocuments:
    """PDFs not yet kept, by their credential; and those that could not be made, whatever it was."""

    contents: dict[int, bytes | None]
    failed: list[int]


def make_documents(*, credential_ids: Collection[int], form: str) -> MadeDocuments:
    """Each as ``make_document`` would; one that fails does not keep the others waiting."""
    made = MadeDocuments({}, [])
    for credential_id in credential_ids:
        try:
            made.contents[credential_id] = make_document(credential_id=credential_id, form=form)
        except Exception as error:
            # It is told by the job of its own that it gets, where it fails again.
            log.warning("document_failed", credential=credential_id, error=type(error).__name__)
            made.failed.append(credential_id)
    return made


def make_document(*, credential_id: int, form: str) -> bytes | None:
    """The PDF in a form, not yet kept; ``None`` where the credential has it.

    The same again gives the same bytes, so that a worker killed half way leaves nothing behind.
    Raises NoSigningKey, NoPassphrase, WrongPassphrase: they park the job where an operator sees it.
    """
    page = services.render_document(credential_id=credential_id, form=form)
    key = documents.read(settings.DOCUMENT_KEY_FILE, keystore.document_passphrase)
    if page is None or key is None:
        return page
    if key.certificate.not_valid_after_utc <= timezone.now():
        raise NoSigningKey(purpose=_("dokumen"), why=_("masa berlaku sertifikatnya sudah habis"))
    from certification.credentials.paper import certifying

    signed_at = Signature.objects.values_list("made_at", flat=True).get(credential=credential_id)
    return certifying.certify(page, key=key, at=signed_at)
