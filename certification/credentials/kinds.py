"""The kinds of credentials: an upper app registers those that it issues in ``AppConfig.ready()``.

``label`` names the kind to editors of its template. ``on_standing_changed(credential)`` runs in the
act's own transaction, with each change of standing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    on_standing_changed: Callable[..., None]


_kinds: dict[str, Kind] = {}


def register(kind: str, *, label: str | Promise, on_standing_changed: Callable[..., None]) -> None:
    """Add a kind (``certificate``). The same name twice is a mistake."""
    if kind in _kinds:
        raise ValueError(f"kind {kind} is registered already")
    _kinds[kind] = Kind(label, on_standing_changed)


def is_known(kind: str) -> bool:
    return kind in _kinds


def choices() -> list[tuple[str, str | Promise]]:
    """Name and label of each kind, in the order of registration."""
    return [(name, kind.label) for name, kind in _kinds.items()]


def standing_changed(credential) -> None:
    _kinds[credential.kind].on_standing_changed(credential)
