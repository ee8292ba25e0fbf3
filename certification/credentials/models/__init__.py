"""What is issued and what it stands on (``credentials``); how its holder shares it; its look."""

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
from certification.credentials.models.templates import Template, TemplateVersion

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
    "Template",
    "TemplateVersion",
    "TrustFile",
]
