"""What others may ask of credentials. Signing and publishing run in jobs, never in a page."""

from certification.credentials.services.issuing import issue
from certification.credentials.services.keys import (
    compromise_key,
    has_keys,
    load_reasons,
    register_key,
    retire_key,
)
from certification.credentials.services.paper import keep_document, render_document
from certification.credentials.services.publishing import (
    keep_status_list,
    keep_trust_file,
    sign_status_list,
    sign_trust_file,
    stale_lists,
)
from certification.credentials.services.signing import keep_signature, sign_credential
from certification.credentials.services.standing import (
    lift,
    replace_credential,
    revoke_credential,
    suspend,
)
from certification.credentials.snapshot import Snapshot

__all__ = [
    "Snapshot",
    "compromise_key",
    "has_keys",
    "issue",
    "keep_document",
    "keep_signature",
    "keep_status_list",
    "keep_trust_file",
    "lift",
    "load_reasons",
    "register_key",
    "render_document",
    "replace_credential",
    "retire_key",
    "revoke_credential",
    "sign_credential",
    "sign_status_list",
    "sign_trust_file",
    "stale_lists",
    "suspend",
]
