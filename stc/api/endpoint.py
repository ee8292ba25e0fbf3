"""What every endpoint of the house does alike, wherever its ``api.py`` lives.

The apps' view sets are plain DRF and know nothing of this module: ``Router.register`` puts it
before them, so that no endpoint can forget a scope, a limit, an ETag or the second factor.
"""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from stc.api import etags, once, scopes
from stc.api.models import ApiKey
from stc.api.second_factor import is_missing

CHANGES = ("PUT", "PATCH", "DELETE")


class WithinScope(BasePermission):
    """A key opens only endpoints that name a scope, and only with that scope."""

    def has_permission(self, request, view) -> bool:
        if not isinstance(request.auth, ApiKey):
            return True
        trade = getattr(view, "scope", None)
        needed = scopes.needed(trade, request.method) if trade else None
        if needed not in request.auth.scopes:
            raise exceptions.PermissionDenied(
                _("Kunci API ini tidak punya izin %(scope)s.") % {"scope": needed or "-"},
                code="scope_missing",
            )
        return True


class SecondFactor(BasePermission):
    """Whoever holds a role that needs a second factor sets it up first, here as on pages."""

    def has_permission(self, request, view) -> bool:
        if request.user.is_authenticated and is_missing(request.user):
            raise exceptions.PermissionDenied(
                _("Peran Anda mewajibkan langkah kedua. Pasang dulu di halaman akun."),
                code="second_factor_required",
            )
        return True


class Endpoint:
    """Put before a view set by ``Router``: language, limits of size, scopes, ETags, replays."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    def get_permissions(self):
        return [*super().get_permissions(), WithinScope(), SecondFactor()]

    def perform_authentication(self, request) -> None:
        self._speak(request.query_params.get("lang"))
        super().perform_authentication(request)
        if request.user.is_authenticated and "lang" not in request.query_params:
            self._speak(request.user.language)

    def _speak(self, language: str | None) -> None:
        # The language middleware around us puts the former language back after the response.
        if language in dict(settings.LANGUAGES):
            translation.activate(language)

    def initial(self, request, *args, **kwargs) -> None:
        if not (request.content_type or "").startswith("multipart/"):
            # Reads the body once, within its bound, before anyone else does in part.
            request._request.body  # noqa: B018
        super().initial(request, *args, **kwargs)
        name = request.method.lower()
        act = getattr(self, name, None)
        if act is None:
            return
        key, if_match = request.headers.get(once.HEADER), request.headers.get("If-Match")
        if request.method == "POST" and key is not None and request.user.is_authenticated:
            setattr(self, name, partial(self._once, key, act))
        elif request.method in CHANGES and if_match is not None:
            setattr(self, name, partial(self._if_unchanged, if_match, act))

    def _once(self, key: str, act: Callable[..., Response], request, *args, **kwargs) -> Response:
        return once.once(request, key, lambda: act(request, *args, **kwargs))

    @transaction.atomic
    def _if_unchanged(
        self, if_match: str, act: Callable[..., Response], request, *args, **kwargs
    ) -> Response:
        etags.lock(self.get_object())
        etags.demand(etags.etag_of(self.retrieve(request, *args, **kwargs).data), if_match)
        return act(request, *args, **kwargs)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Content-Language"] = translation.get_language()
        patch_vary_headers(response, ("Authorization", "Cookie"))
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        shown = request.method in ("GET", "HEAD", "PUT", "PATCH")
        if not shown or response.status_code != HTTPStatus.OK or not hasattr(response, "data"):
            return response
        etag = etags.etag_of(response.data)
        response["ETag"] = etag
        held = request.headers.get("If-None-Match")
        if request.method in ("GET", "HEAD") and held and etags.is_unchanged(etag, held):
            response.status_code, response.data = HTTPStatus.NOT_MODIFIED, None
        return response


class Router(SimpleRouter):
    """A router whose endpoints all are ``Endpoint``s."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=True)

    def register(self, prefix, viewset, basename=None) -> None:
        super().register(prefix, closed(viewset), basename)


def closed(view: type) -> type:
    """The same view, with everything that an endpoint of this house does."""
    return type(view.__name__, (Endpoint, view), {"__doc__": view.__doc__})
