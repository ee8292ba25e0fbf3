"""What upper apps show beside a scheme: the way to apply for it.

A companion is asked with the request and the scheme, and gives finished HTML or nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from certification.schemes.models import Scheme

Companion = Callable[[HttpRequest, Scheme], SafeString | None]
_companions: list[Companion] = []


def register(companion: Companion) -> None:
    """From now on this companion is asked for each scheme that is shown."""
    _companions.append(companion)


def of(request: HttpRequest, scheme: Scheme) -> list[SafeString]:
    return [html for companion in _companions if (html := companion(request, scheme))]
