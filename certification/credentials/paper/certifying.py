"""A certifying signature on a PDF: PAdES B-B, and DocMDP that allows no change at all.

Pure: the same page, key and moment give the same bytes. The moment is the one at which the code
was signed, the signature deterministic (RFC 6979), the second identifier drawn from the first.
"""

import hashlib
import io
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Certification"
BESIDE_CERTIFICATES = 1500  # bytes at most of a signature that are none of its certificates


class DocumentKey(Protocol):
    """An RSA or elliptic curve key, its certificate, and those above it."""

    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: Certificate
    chain: tuple[Certificate, ...]


def certify(page: bytes, *, key: DocumentKey, at: datetime) -> bytes:
    """The page with a signature over all of it. Some 10 ms with a key that was used before."""
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    who = _known(key)
    signer = _AtItsMoment(about, signer=who)
    signer.at = at
    reserved = 2 * who.longest  # it stands there in hexadecimal digits
    return signer.sign_pdf(_Update(io.BytesIO(page)), bytes_reserved=reserved).getvalue()


@lru_cache(maxsize=4)
def _known(key: DocumentKey) -> "_Signer":
    return _Signer(key)


class _Signer(signers.Signer):
    """pyHanko's own loads the key anew at each signature, and draws its nonce at random."""

    def __init__(self, key: DocumentKey) -> None:
        encoded = [
            certificate.public_bytes(serialization.Encoding.DER)
            for certificate in (key.certificate, *key.chain)
        ]
        own, *chain = map(x509.Certificate.load, encoded)
        store = SimpleCertificateStore()
        store.register_multiple(chain)
        super().__init__(signing_cert=own, cert_registry=store)
        self.longest = BESIDE_CERTIFICATES + sum(map(len, encoded))
        self._private = key.private

    async def async_sign_raw(self, data, digest_algorithm, dry_run=False) -> bytes:
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        how = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        return self._private.sign(data, how)


class _AtItsMoment(signers.PdfSigner):
    at: datetime

    def init_signing_session(self, *given, **named):
        session = super().init_signing_session(*given, **named)
        session.system_time = self.at
        return session


class _Update(IncrementalPdfFileWriter):
    """What is added to the file; its identifier says which file it was added to, and no more."""

    @classmethod
    def _handle_id(cls, prev):
        first = prev.trailer["/ID"][0]
        second = hashlib.sha256(first.original_bytes).digest()[:16]
        return generic.ArrayObject([first, generic.ByteStringObject(second)])

    def _update_meta(self) -> None:
        """The metadata stay as they are: pyHanko would write the time of day into them."""
