"""What others may ask of credentials. Nothing in here signs: that is the signer's, in jobs."""

from certification.credentials.services.awaiting import awaited, jobs_of
from certification.credentials.services.issuing import Grant, issue, issue_batch
from certification.credentials.services.keys import (
    compromise_key,
    has_keys,
    keep_key_set,
    pinned,
    register_key,
    retire_key,
)
from certification.credentials.services.paper import keep_document, render_document
from certification.credentials.services.printing import (
    have_made,
    in_making,
    make_apart,
    print_cards,
)
from certification.credentials.services.publishing import (
    keep_status_list,
    keep_trust_file,
    put_status_list,
    put_trust_file,
    stale_lists,
)
from certification.credentials.services.reasons import load_reasons
from certification.credentials.services.sharing import (
    count_opening,
    forget_links,
    share,
    stop_sharing,
)
from certification.credentials.services.signatures import (
    keep_signature,
    keep_signatures,
    sign_apart,
)
from certification.credentials.services.standing import (
    lift,
    replace_credential,
    revoke_credential,
    suspend,
)
from certification.credentials.services.templates import (
    load_templates,
    newest_version,
    publish_template,
)
from certification.credentials.snapshot import Snapshot

__all__ = [
    "Grant",
    "Snapshot",
    "awaited",
    "compromise_key",
    "count_opening",
    "forget_links",
    "has_keys",
    "have_made",
    "in_making",
    "issue",
    "issue_batch",
    "jobs_of",
    "keep_document",
    "keep_key_set",
    "keep_signature",
    "keep_signatures",
    "keep_status_list",
    "keep_trust_file",
    "lift",
    "load_reasons",
    "load_templates",
    "make_apart",
    "newest_version",
    "pinned",
    "print_cards",
    "publish_template",
    "put_status_list",
    "put_trust_file",
    "register_key",
    "render_document",
    "replace_credential",
    "retire_key",
    "revoke_credential",
    "share",
    "sign_apart",
    "stale_lists",
    "stop_sharing",
    "suspend",
]
