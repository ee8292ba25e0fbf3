"""The address of a share link, and what a visitor's browser says of its device.

The token is 32 bytes that the house's secret makes of the link's seed: it can be shown again, and
neither the seed nor the stored hash opens anything without that secret.
"""

import base64
import hashlib
import re

from django.conf import settings
from django.utils.crypto import salted_hmac

from certification.credentials.models import ShareLink, ShareOpening

Device = ShareOpening.Device
DAYS = (1, 7, 30)
DEFAULT_DAYS = 7
KEPT_DAYS = 90
_LONGEST_AGENT = 400
# In this order: a robot may name the browser that it pretends to be.
_DEVICES = (
    (
        Device.ROBOT,
        r"bot\b|crawl|spider|preview|^whatsapp|facebookexternal|meta-external|slack|skype|curl|wget"
        r"|python|go-http|okhttp|headless",
    ),
    (Device.TABLET, r"ipad|tablet|android(?!.*mobile)"),
    (Device.ANDROID, r"android"),
    (Device.IPHONE, r"iphone|ipod"),
    (Device.COMPUTER, r"windows nt|macintosh|x11|cros"),
)


def token_of(seed: str, *, secret: str | None = None) -> str:
    """43 characters that stand for 32 bytes."""
    raw = salted_hmac("credentials.share", seed, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def shown_token(link: ShareLink) -> str:
    """The link's token once more; empty where the secret that made it is gone."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(link.seed, secret=secret)
        if hash_of(token) == link.token_hash:
            return token
    return ""


def device_of(user_agent: str) -> Device:
    """The kind of device, by the family that the browser names."""
    told = user_agent[:_LONGEST_AGENT].lower()
    return next((kind for kind, words in _DEVICES if re.search(words, told)), Device.OTHER)
