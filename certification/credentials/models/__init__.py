"""What is issued and what it stands on (``credentials``); how its holder shares it."""

from certification.credentials.models.credentials import (
    Credential,
    Document,
    KeySet,
    NumberSeries,
    RevocationReason,
    Signature,
    SigningKey,
    StatusList,
    TrustFile,
)
from certification.credentials.models.sharing import ShareLink, ShareOpening

__all__ = [
    "Credential",
    "Document",
    "KeySet",
    "NumberSeries",
    "RevocationReason",
    "ShareLink",
    "ShareOpening",
    "Signature",
    "SigningKey",
    "StatusList",
    "TrustFile",
]
