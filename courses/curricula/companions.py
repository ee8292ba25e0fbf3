"""What upper apps show beside a curriculum, module or lesson: enrolment, progress, the next step.

A companion is asked with the request and the page, and gives finished HTML or nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

Companion = Callable[[HttpRequest, Page], SafeString | None]
_companions: list[Companion] = []


def register(companion: Companion) -> None:
    """From now on this companion is asked for each page of a curriculum."""
    _companions.append(companion)


def of(request: HttpRequest, page: Page) -> list[SafeString]:
    return [html for companion in _companions if (html := companion(request, page))]
