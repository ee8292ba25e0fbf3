"""``Idempotency-Key``: a POST that is sent again takes effect once and is answered the same."""

import hashlib
import json
import re
from collections.abc import Callable
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from stc.api.models import KeptReply
from stc.api.problems import Unprocessable

HEADER = "Idempotency-Key"
PATTERN = r"^[A-Za-z0-9_-]{8,128}$"
KEPT_HEADERS = ("Location", "ETag")
_shape = re.compile(PATTERN)


class OtherRequestSameKey(Unprocessable):
    default_code = "idempotency_key_reused"


def _fingerprint(request) -> str:
    said = hashlib.sha256()
    for part in (request.method, request.get_full_path()):
        said.update(part.encode() + b"\0")
    said.update(request.body)
    return said.hexdigest()


def _again(kept: KeptReply, fingerprint: str) -> Response:
    if kept.fingerprint != fingerprint:
        raise OtherRequestSameKey(
            _("Kunci ini sudah dipakai untuk permintaan lain. Pakai kunci baru.")
        )
    data = json.loads(kept.body) if kept.body else None
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return Response(data, status=kept.status, headers=headers)


def once(request, key: str, act: Callable[[], Response]) -> Response:
    """Run ``act`` once for this person and key, and keep its answer beside its effect.

    Act and reply share a transaction: of two at once the later waits for the earlier (a unique
    row) and repeats its answer; a crash undoes both; a refusal is not kept and may be tried again.
    """
    if not _shape.match(key):
        raise ParseError(
            _("Idempotency-Key harus 8 sampai 128 huruf, angka, garis bawah atau tanda hubung.")
        )
    fingerprint = _fingerprint(request._request)
    mine = KeptReply.objects.filter(owner_id=request.user.pk, key=key)
    with transaction.atomic():
        try:
            with transaction.atomic():
                kept = KeptReply.objects.create(
                    owner_id=request.user.pk, key=key, fingerprint=fingerprint
                )
        except IntegrityError:
            return _again(mine.get(), fingerprint)
        response = act()
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
            return response
        kept.status = response.status_code
        kept.body = JSONRenderer().render(response.data).decode() if response.data else ""
        kept.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        kept.save(update_fields=["status", "body", "headers"])
    return response
