from http import HTTPStatus

from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stc.errors import DomainError
from stc.home import site_memory

CHUNK = 64 * 1024


class RefusalMiddleware:
    """What the business refuses is an answer in words, also where a view did not catch it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            context = {"message": str(error)}
            return render(request, "home/fault_refused.html", context, status=HTTPStatus.CONFLICT)
        if isinstance(error, RateLimited):
            return respond_429(request)
        return None


class RequestSizeMiddleware:
    """A request that is too big is refused by its announced length, before anything is parsed.

    Forms with files may weigh ``MAX_REQUEST_BYTES``, for a photo that is too big is to be refused
    on its form, with all else that was typed; everything else what Django holds in memory.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdecimal() else 0
        with_files = request.content_type == "multipart/form-data"
        limit = settings.MAX_REQUEST_BYTES if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if size <= limit or request.path.startswith(
            "/api/v1/"
        ):  # which refuses it in its own words
            return self.get_response(request)
        if size <= settings.MAX_REQUEST_BYTES:
            # A browser that is still sending does not listen: let it finish, keep nothing.
            while request.read(CHUNK):
                pass
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return render(request, "home/fault_too_big.html", status=status)


class SiteMemoryMiddleware:
    """The CMS's site, once looked up, is known to the next requests (``site_memory``)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site_memory.recall(request)
        response = self.get_response(request)
        site_memory.keep(request)
        return response
