"""Where private keys live: one small interface, and the environment says what stands behind it.

Only the signer and ``manage.py keys`` open a store. Pages cannot: no module of theirs leads here
(an import contract in pyproject.toml), and their process needs neither folder nor passphrase.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings

from certification.credentials.errors import NoKeyStore
from certification.credentials.keystore.files import FileStore
from certification.credentials.keystore.passphrases import Ask, passphrase

ONLINE, ROOT = "KEYS", "ROOT_KEYS"


class KeyStore(Protocol):
    """Ed25519 keys by their kid, 8 hexadecimal digits. The private halves never leave it.

    ``KEEPING`` says what its holder does now with a key that was just made.
    """

    KEEPING: str

    def kids(self) -> set[str]: ...

    def public(self, kid: str) -> bytes:
        """The public half, 32 bytes; asks no passphrase."""

    def make(self) -> tuple[str, bytes]:
        """A new key: its kid and its public half. Raises WrongPassphrase."""

    def sign(self, kid: str, data: bytes) -> bytes:
        """Raises WrongPassphrase."""


def _files(address: str, asked: Callable[[], bytes]) -> KeyStore:
    return FileStore(unquote(urlsplit(address).path), asked)


def _token(address: str, asked: Callable[[], bytes]) -> KeyStore:
    # Not above: only who names a token loads, or needs, the library that speaks to it.
    from certification.credentials.keystore.tokens import TokenStore  # noqa: PLC0415

    return TokenStore(address, asked)


@dataclass(frozen=True)
class Kind:
    """``shortest``: what opens a file is tried by whoever has it; a token counts how often."""

    open: Callable[[str, Callable[[], bytes]], KeyStore]
    shortest: int


KINDS = {"file": Kind(_files, shortest=12), "pkcs11": Kind(_token, shortest=4)}


def opened(which: str = ONLINE, *, ask: Ask | None = None) -> KeyStore:
    """The store that ``KEYS_URL`` or ``ROOT_KEYS_URL`` names; ``ask`` is who types a passphrase.

    Raises NoKeyStore, and NoPassphrase once a private half is needed.
    """
    address = getattr(settings, f"{which}_URL")
    scheme = urlsplit(address).scheme
    if scheme not in KINDS:
        raise NoKeyStore(variable=f"{which}_URL")
    kind = KINDS[scheme]
    try:
        return kind.open(address, lambda: passphrase(which, ask=ask, shortest=kind.shortest))
    except ValueError as error:
        raise NoKeyStore(variable=f"{which}_URL") from error


def document_passphrase() -> bytes:
    """What opens the key that certifies PDFs. Raises NoPassphrase, ShortPassphrase."""
    return passphrase("DOCUMENT_KEY", ask=None, shortest=KINDS["file"].shortest)
