"""What a person reads when a page cannot answer: what happened, what is lost, what to do next."""

import re
import sys
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.defaults import server_error as plain_server_error
from redis.exceptions import RedisError

RETRY_AFTER_SECONDS = "10"
# Never written into a page, not even into a hidden field.
SECRET = re.compile(r"password|sandi|secret|^pin$|^code$|^kode$", re.IGNORECASE)
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Kept:
    """What a refused form carried: what can be sent again, and what must be typed anew."""

    fields: list[tuple[str, str]]
    secrets: bool
    files: bool


def typed(request: HttpRequest) -> Kept:
    pairs = [(n, v) for n, values in request.POST.lists() if n != TOKEN for v in values]
    open_pairs = [(name, value) for name, value in pairs if not SECRET.search(name)]
    return Kept(open_pairs, secrets=len(open_pairs) < len(pairs), files=bool(request.FILES))


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this.

    Only such a form is offered again: else another site could have its own form sent by a reader
    who trusts our button.
    """
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(said)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that stood open too long: all that was typed, with one button to send it.

    The button carries a fresh token; passwords and files are named as what must be given anew.
    """
    if not from_our_own_page(request):
        return plain_csrf_failure(request, reason)
    context = {"kept": typed(request), "again_at": request.get_full_path()}
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``. A database or cache that does not answer is said as such, as a 503."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        name = "home/fault_busy.html"
    elif isinstance(error, RedisError):
        name = "home/fault_cache.html"
    else:
        return plain_server_error(request)
    # The fault may have come before the language was chosen; the session is not asked again.
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    chosen = cookie if cookie in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(getattr(request, "LANGUAGE_CODE", chosen)):
        response = render(None, name, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    response.headers["Cache-Control"] = "no-store"
    return response
