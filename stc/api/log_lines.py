"""What the line of a request says beside its id, person and status: method and route.

A route is the pattern, not the path: paths may hold tokens (a password reset) and numbers of
people. The query string is left out whole.
"""

from django_structlog import signals

from stc.api.models import ApiKey


def name_route(request, log_kwargs: dict, **_) -> None:
    log_kwargs["method"] = request.method
    log_kwargs["route"] = getattr(request.resolver_match, "route", None)
    key = getattr(request, "auth", None)
    if isinstance(key, ApiKey):
        log_kwargs["api_key"] = key.pk


def listen() -> None:
    for signal in (
        signals.bind_extra_request_finished_metadata,
        signals.bind_extra_request_failed_metadata,
    ):
        signal.connect(name_route)
