"""Identity numbers at rest: sealed with a key that can be changed, found again by a keyed hash.

``PERSONAL_DATA_KEYS`` are Fernet keys, newest first: the first seals, all of them open.
``NIK_HASH_KEY`` makes the hash by which the same number is known again: without it, sixteen
digits are soon guessed from a plain hash.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.PERSONAL_DATA_KEYS])


def seal(text: str) -> str:
    """Encrypt, with the newest key and a date within."""
    return _keys().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Decrypt. ``cryptography.fernet.InvalidToken`` where no key fits or the token was changed."""
    return _keys().decrypt(token.encode()).decode()


def digest(text: str) -> str:
    """The keyed hash (HMAC-SHA-256, hexadecimal) by which the same text is known again."""
    return hmac.new(settings.NIK_HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
