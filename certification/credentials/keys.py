"""The private half of the issuing key: a file that the environment names, and nothing else.

Only jobs and commands read it; a page can but ask for a signature.
"""

import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def kid_of(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:4]


def read(file: Path) -> Ed25519PrivateKey | None:
    """The key in a PEM file; ``None`` where there is no such file. Raises ValueError."""
    if not file.is_file():
        return None
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{file.name} holds no Ed25519 key")
    return key


def make(file: Path) -> Ed25519PrivateKey:
    """A new key in a file that only its owner reads. An older one is never overwritten."""
    key = Ed25519PrivateKey.generate()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(pem)
    return key
