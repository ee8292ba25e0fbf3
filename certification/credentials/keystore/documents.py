"""The key that certifies PDFs, with its certificate, in one sealed PKCS #12 file.

Ours is of P-256, since few readers of PDF know Ed25519. Our own authority signs this one
certificate, and its private half is forgotten: nothing else can be issued in its name. A file from
a listed authority, RSA as a rule, does as well.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from certification.credentials.errors import NoKeyStore, NoSigningKey, WrongPassphrase

# A signature without a time stamp is believed for as long as its certificate runs.
VALID_FOR = timedelta(days=10 * 365 + 2)
CLOCKS_APART = timedelta(minutes=5)
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
ROUNDS = 600_000  # of PBKDF2: guessing has its price, opening a quarter of a second

KINDS = (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)


@dataclass(frozen=True)
class DocumentKey:
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def read(file: Path, passphrase: Callable[[], bytes]) -> DocumentKey | None:
    """The key in the file, opened once in a process; ``None`` where there is no such file.

    Raises WrongPassphrase, also for a damaged file, and NoSigningKey for what signs no PDF.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    return _opened(content, passphrase(), file.name)


@lru_cache(maxsize=4)
def _opened(content: bytes, passphrase: bytes, name: str) -> DocumentKey:
    try:
        private, certificate, chain = pkcs12.load_key_and_certificates(content, passphrase)
    except ValueError as error:
        raise WrongPassphrase(kid=name) from error
    if not isinstance(private, KINDS) or certificate is None:
        raise NoSigningKey(purpose=_("dokumen"), why=_("isinya bukan kunci RSA atau kurva eliptik"))
    return DocumentKey(private, certificate, tuple(chain))


def make(file: Path, passphrase: bytes, *, body: str, now: datetime) -> DocumentKey:
    """A new key and an authority for it, sealed; the authority's certificate in clear beside it.

    An older file is never overwritten. Raises NoKeyStore.
    """
    authority, private = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    told = {"signed_by": authority, "body": body, "now": now}
    above = _certificate(f"{body} Document Authority", authority, issuer=None, **told)
    below = _certificate(body, private, issuer=above, **told)
    sealing = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase)
    )
    sealed = pkcs12.serialize_key_and_certificates(body.encode(), private, below, [above], sealing)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(sealed)
            opened.flush()
            os.fsync(opened.fileno())
        public = above.public_bytes(serialization.Encoding.PEM)
        file.with_name(f"{file.stem}-authority.pem").write_bytes(public)
    except OSError as error:
        raise NoKeyStore(variable="DOCUMENT_KEY_FILE") from error
    return DocumentKey(private, below, (above,))


def _certificate(name: str, key, *, issuer, signed_by, body: str, now) -> x509.Certificate:
    """``issuer`` is ``None`` for the authority itself (RFC 5280)."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, body),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    is_authority = issuer is None
    usage = dict.fromkeys(
        (
            "data_encipherment",
            "encipher_only",
            "decipher_only",
            "key_agreement",
            "key_encipherment",
        ),
        False,
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if is_authority else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_APART)
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(is_authority, 0 if is_authority else None), True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_authority,
                content_commitment=not is_authority,
                key_cert_sign=is_authority,
                crl_sign=is_authority,
                **usage,
            ),
            True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), False
        )
    )
    if not is_authority:
        built = built.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), False)
    return built.sign(signed_by, hashes.SHA256())
