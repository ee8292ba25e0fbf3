"""The signed address in a mail that switches its group off without a log-in (RFC 8058).

The token says person, group and channel, and can do nothing but switch that one thing off.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from stc.accounts.models import User

_SALT = "stc.notices.unsubscribe"


def url(person: User, group: str, channel: str) -> str:
    token = signing.dumps([person.pk, group, channel], salt=_SALT)
    return settings.BASE_URL + reverse("notices:unsubscribe", args=[token])


def read(token: str) -> tuple[int, str, str]:
    """Person's id, group, channel. Raises ``signing.BadSignature`` for what we did not write.

    It does not expire: a mail may be opened years later.
    """
    person_id, group, channel = signing.loads(token, salt=_SALT)
    return person_id, group, channel
