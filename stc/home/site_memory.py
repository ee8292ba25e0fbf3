"""What a process knows of the CMS's sites, so that a page that links to pages asks no table for it.

Wagtail looks up the site and the paths of its home pages in each request anew. They change when an
installation is set up, and hardly ever again: what one request had to look up serves the next ones
of this process for ``SECONDS``. Only plain values are kept: a page that is kept could be shown when
it is out of date.
"""

import time
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Site

SECONDS = 30
MOST = 64  # hosts: whoever invents new names cannot fill the memory

_FIELDS = [field.attname for field in Site._meta.concrete_fields]


@dataclass(frozen=True)
class _Known:
    until: float
    site: tuple
    root_paths: tuple


_known: dict[tuple[str, str], _Known] = {}


def _key(request: HttpRequest) -> tuple[str, str]:
    return request._get_raw_host(), request.get_port()


def recall(request: HttpRequest) -> None:
    """Give a request what is known, where Wagtail looks first."""
    known = _known.get(_key(request))
    if known is not None and known.until > time.monotonic():
        request._wagtail_site = Site.from_db("default", _FIELDS, known.site)
        request._wagtail_cached_site_root_paths = known.root_paths
        request._site_recalled = True


def keep(request: HttpRequest) -> None:
    """Keep what a request looked up itself: never longer for being asked again."""
    site = getattr(request, "_wagtail_site", None)
    root_paths = getattr(request, "_wagtail_cached_site_root_paths", None)
    if site is None or not root_paths or hasattr(request, "_site_recalled"):
        return
    if len(_known) >= MOST:
        _known.clear()
    values = tuple(getattr(site, name) for name in _FIELDS)
    _known[_key(request)] = _Known(time.monotonic() + SECONDS, values, tuple(root_paths))


def forget() -> None:
    """Know nothing any more."""
    _known.clear()
