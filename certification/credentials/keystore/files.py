"""Keys in a folder, each in a file of its own, sealed with a passphrase.

A file is JSON: the public half in clear, and the private half (32 bytes) under AES-256-GCM with a
key that scrypt (RFC 7914) draws from the passphrase; the public half is authenticated with it, so
that no file can be given another's name. PEM would do, were its iterations (2,048 of PBKDF2) not
so few that a guessed passphrase costs nothing.
"""

import hashlib
import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext_lazy as _

from certification.credentials.errors import DamagedKey, NoKeyStore, WrongPassphrase

FORMAT = "stc-key-1"
_PARTS = ("public", "salt", "nonce", "sealed")
SCRYPT = {"n": 1 << 15, "r": 8, "p": 1}  # 32 MB, some 60 ms: once a process and key


def kid_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:8]


class FileStore:
    KEEPING = _("Simpan salinan filenya di tempat lain, terpisah dari kata sandinya.")

    def __init__(self, folder: str, passphrase: Callable[[], bytes]) -> None:
        self.folder, self._passphrase = Path(folder), passphrase
        self._said: bytes | None = None

    def kids(self) -> set[str]:
        return {file.stem for file in self.folder.glob("????????.key")}

    def public(self, kid: str) -> bytes:
        return bytes.fromhex(_read(self._file(kid))["public"])

    def make(self) -> tuple[str, bytes]:
        """One passphrase for the whole folder: an older key must open before a new one is made."""
        for kid in sorted(self.kids())[:1]:
            self._private(kid)
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        kid = kid_of(public)
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(_drawn(self._asked(), salt)).encrypt(nonce, key.private_bytes_raw(), public)
        parts = {"public": public, "salt": salt, "nonce": nonce, "sealed": sealed}
        content = {"format": FORMAT} | {name: part.hex() for name, part in parts.items()}
        self._write(kid, json.dumps(content, indent=1))
        return kid, public

    def sign(self, kid: str, data: bytes) -> bytes:
        return self._private(kid).sign(data)

    def _private(self, kid: str) -> Ed25519PrivateKey:
        """What was opened is kept for as long as the process lives, and its file stays as it is."""
        try:
            file = self._file(kid).stat()
        except OSError as error:
            raise DamagedKey(kid=kid) from error
        return _opened(
            self._file(kid), (file.st_ino, file.st_mtime_ns, file.st_size), self._asked()
        )

    def _asked(self) -> bytes:
        if self._said is None:
            self._said = self._passphrase()
        return self._said

    def _file(self, kid: str) -> Path:
        return self.folder / f"{kid}.key"

    def _write(self, kid: str, content: str) -> None:
        """Whole and on disk, or not at all; only its owner reads it, and none is overwritten."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.folder / f".{kid}.draft"
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._file(kid))
        except OSError as error:
            raise NoKeyStore(variable=str(self.folder)) from error


def _read(file: Path) -> dict[str, str]:
    """What a file tells: its own key, whole. Raises DamagedKey."""
    kid = file.stem
    try:
        told = json.loads(file.read_text())
        public, *_rest = (bytes.fromhex(told[name]) for name in _PARTS)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedKey(kid=kid) from error
    if told.get("format") != FORMAT or kid_of(public) != kid:
        raise DamagedKey(kid=kid)
    return told


@lru_cache(maxsize=16)
def _opened(file: Path, _mark: tuple[int, ...], passphrase: bytes) -> Ed25519PrivateKey:
    """The key in a file that bears this mark: written anew, it is opened anew."""
    told = _read(file)
    public, salt, nonce, sealed = (bytes.fromhex(told[name]) for name in _PARTS)
    try:
        private = AESGCM(_drawn(passphrase, salt)).decrypt(nonce, sealed, public)
    except (InvalidTag, ValueError) as error:
        raise WrongPassphrase(kid=file.stem) from error
    return Ed25519PrivateKey.from_private_bytes(private)


def _drawn(passphrase: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, **SCRYPT).derive(passphrase)
