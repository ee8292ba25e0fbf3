"""ETags of what the API shows: unchanged is 304, changed meanwhile is 412 (RFC 9110, 13)."""

import hashlib

from django.db import models
from django.utils.http import parse_etags
from rest_framework.renderers import JSONRenderer

from stc.api.problems import PreconditionFailed


def etag_of(data: object) -> str:
    """The same data has the same tag, in every process. Weak where only the meaning is compared."""
    return f'"{hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:32]}"'


def is_unchanged(etag: str, if_none_match: str) -> bool:
    """Does the reader hold this very version? (Weak comparison, as for GET.)"""
    held = parse_etags(if_none_match)
    return "*" in held or etag in {tag.removeprefix("W/") for tag in held}


def demand(etag: str, if_match: str) -> None:
    """Refuse a write that was made on another version. (Strong comparison.)"""
    wanted = parse_etags(if_match)
    if "*" not in wanted and etag not in wanted:
        raise PreconditionFailed


def lock(thing: object) -> None:
    """Hold a row until the transaction ends: a check outside the lock proves nothing."""
    if isinstance(thing, models.Model):
        type(thing)._base_manager.select_for_update().filter(pk=thing.pk).first()
