"""A design as a row keeps it, and back: the same design is the same bytes, and has one hash."""

import hashlib
import json
from dataclasses import asdict

from certification.credentials.paper import Design, Signatory

WORDS = (
    "issuer",
    "heading_id",
    "heading_en",
    "awarded_id",
    "awarded_en",
    "note_id",
    "note_en",
)


def content_of(design: Design) -> dict[str, object]:
    """All but the crest's bytes, ready for JSON."""
    content = asdict(design)
    del content["crest"]
    return content | {"signatories": list(content["signatories"])}


def design_of(content: dict[str, object], crest: bytes) -> Design:
    signatories = tuple(Signatory(**one) for one in content["signatories"])
    return Design(**(content | {"crest": crest, "signatories": signatories}))


def texts(design: Design) -> list[str]:
    """All words that it prints."""
    signed = [word for one in design.signatories for word in asdict(one).values()]
    return [*(getattr(design, name) for name in WORDS), *signed]


def digest(design: Design) -> str:
    """SHA-256 over content and crest, hexadecimal."""
    plain = json.dumps(content_of(design), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(hashlib.sha256(plain).digest() + design.crest).hexdigest()
