"""Every refusal of the API is a problem (RFC 9457): ``type``, ``title``, ``status``, ``detail``,
``code``, and for wrong fields ``errors``. What the business refuses (``DomainError``) is a 409.
"""

import logging
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

from stc.errors import DomainError

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("Permintaan tidak terbaca"),
    401: gettext_lazy("Masuk dulu"),
    403: gettext_lazy("Tidak boleh"),
    404: gettext_lazy("Tidak ditemukan"),
    405: gettext_lazy("Cara ini tidak dikenal di sini"),
    406: gettext_lazy("Bentuk jawaban ini tidak tersedia"),
    409: gettext_lazy("Ditolak oleh aturan"),
    412: gettext_lazy("Sudah berubah"),
    413: gettext_lazy("Terlalu besar"),
    415: gettext_lazy("Bentuk kiriman tidak dikenal"),
    422: gettext_lazy("Isian belum benar"),
    429: gettext_lazy("Terlalu sering"),
    500: gettext_lazy("Ada yang rusak di pihak kami"),
}
logger = logging.getLogger("django.request")


class Unprocessable(exceptions.APIException):
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "unprocessable"


class PreconditionFailed(exceptions.APIException):
    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "precondition_failed"
    default_detail = gettext_lazy("Data ini sudah diubah sejak Anda membacanya. Muat lagi dulu.")


class TooBig(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_big"
    default_detail = gettext_lazy("Kiriman ini terlalu besar.")


def problem(*, status: int, detail: str, code: str, headers=None, errors=None) -> Response:
    """A response in the one shape that every refusal has."""
    data = {
        "type": f"urn:stc:problem:{code}",
        "title": str(TITLES.get(status, HTTPStatus(status).phrase)),
        "status": int(status),
        "detail": detail,
        "code": code,
    }
    if errors is not None:
        data["errors"] = errors
    return Response(data, status=status, headers=headers, content_type=CONTENT_TYPE)


def _wrong_fields(detail, field: str = "") -> list[dict[str, str]]:
    """DRF's nested errors as a flat list; a field within another is ``outer.inner``."""
    if isinstance(detail, dict):
        pairs = detail.items()
    elif isinstance(detail, list):
        pairs = [("" if isinstance(d, str) else str(i), d) for i, d in enumerate(detail)]
    else:
        return [{"field": field, "detail": str(detail), "code": getattr(detail, "code", "invalid")}]
    found = []
    for name, inner in pairs:
        path = ".".join(part for part in (field, str(name)) if part)
        found += _wrong_fields(inner, path.removesuffix("non_field_errors").removesuffix("."))
    return found


def _headers(error) -> dict[str, str]:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    return headers


def handler(error: Exception, context: dict) -> Response:
    """DRF's ``EXCEPTION_HANDLER``: turns whatever a view raised into a problem."""
    if isinstance(error, DomainError):
        return problem(status=HTTPStatus.CONFLICT, detail=str(error), code=error.code)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, RequestDataTooBig):
        error = TooBig()
    if isinstance(error, exceptions.ValidationError):
        return problem(
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            detail=_("Perbaiki isian yang ditandai, lalu kirim lagi."),
            code="invalid",
            errors=_wrong_fields(error.detail),
        )
    if isinstance(error, exceptions.APIException):
        code = getattr(error.detail, "code", error.default_code)
        return problem(
            status=error.status_code,
            detail=str(error.detail),
            code=code,
            headers=_headers(error),
        )

    # A fault of ours: told as a problem too, logged, and heard by whoever listens for faults.
    request = context["request"]._request
    got_request_exception.send(sender=handler, request=request)
    logger.error("Internal Server Error", exc_info=error, extra={"status_code": 500})
    return problem(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        detail=_("Maaf, ini kesalahan kami. Coba lagi sebentar lagi."),
        code="internal_error",
    )
