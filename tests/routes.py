"""Every door of the house: each pattern of the URL table, with arguments made up to fit."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.utils.regex_helper import normalize

# Tried in turn until the address leads to the pattern it was made for.
MADE_UP = (
    "7",
    "x",
    "contoh",
    "2026",
    "00000000-0000-4000-8000-000000000000",
    "stc.accounts",
    "home",
    "homepage",
    "a/b",
    "x.png",
    "en",
    "MQ",
    "set-password",
    "width-100",
    "abc-123",
    "contoh/",
)


@dataclass(frozen=True)
class Door:
    """``name`` is the view's full name, or its route where it has none."""

    name: str
    path: str
    bare: bool  # asks for no argument

    def __str__(self) -> str:
        return self.name


def _patterns(resolver: URLResolver, spaces: tuple, prefix: list) -> Iterator[tuple]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern, spaces, [*prefix, pattern.pattern]
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _patterns(pattern, inner, [*prefix, pattern.pattern])


def _regex(parts: list) -> str:
    return "".join(p.regex.pattern.removeprefix("^").removeprefix(r"\A") for p in parts)


def _addresses(parts: list) -> Iterator[tuple[str, bool]]:
    """Addresses that the pattern may match, the plainest first."""
    for form, names in normalize(_regex(parts).replace(r"\Z", "").replace("$", "")):
        for values in itertools.product(MADE_UP, repeat=len(names)):
            yield "/" + form % dict(zip(names, values, strict=True)), not names


def _leads(path: str, pattern: URLPattern) -> bool:
    try:
        return resolve(path).func is pattern.callback
    except (Resolver404, ValueError):
        return False


def doors() -> list[Door]:
    """All of them. A pattern that nothing can reach is left out (another stands before it)."""
    found = {}
    for pattern, spaces, parts in _patterns(get_resolver(), (), []):
        name = ":".join([*spaces, pattern.name or "/" + "".join(map(str, parts))])
        for path, bare in itertools.islice(_addresses(parts), 4000):
            if _leads(path, pattern):
                found.setdefault(path, Door(name, path, bare))
                break
        else:
            found.setdefault(name, Door(name, "", bare=False))
    return list(found.values())
