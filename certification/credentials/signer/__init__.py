"""The signer: all that needs a private key.

Jobs of the queue ``signer`` and ``manage.py keys`` call it, on a host of its own where a deployment
wants that; no page can.
"""

from certification.credentials.signer.codes import sign_batch, sign_credential
from certification.credentials.signer.documents import make_document, make_documents
from certification.credentials.signer.key_sets import sign_key_set
from certification.credentials.signer.lists import sign_status_list, sign_trust_file
from certification.credentials.signer.who import Signer, signer

__all__ = [
    "Signer",
    "make_document",
    "make_documents",
    "sign_batch",
    "sign_credential",
    "sign_key_set",
    "sign_status_list",
    "sign_trust_file",
    "signer",
]
