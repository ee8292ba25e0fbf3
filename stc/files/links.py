"""Links to private files: each opens one file, for a short time, whoever holds it.

Give one only to a person who may see the file, in a page that is not cached.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models.fields.files import FieldFile
from django.utils import timezone

SALT = "stc.files.links"


@dataclass(frozen=True)
class Target:
    """What a link opens: the file's name in the private storage, and the name it is saved under."""

    name: str
    shown_name: str


def url(fieldfile: FieldFile, seconds: int = 300, *, shown_name: str = "") -> str:
    """An address that opens this file for so many seconds, on the files' own origin.

    ``shown_name`` is what a downloaded file is called; without it, the file keeps its random name.
    """
    return fieldfile.storage.link(fieldfile.name, seconds=seconds, shown_name=shown_name)


def sign(name: str, *, seconds: int, shown_name: str = "") -> str:
    until = int(timezone.now().timestamp()) + seconds
    token = signing.dumps([name, shown_name, until], salt=SALT)
    return f"{settings.FILES_URL}/pribadi/{token}"


def read(token: str) -> Target | None:
    """What a token opens; ``None`` where it was tampered with or its time is over."""
    try:
        name, shown_name, until = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    if timezone.now().timestamp() >= until:
        return None
    return Target(name, shown_name)
