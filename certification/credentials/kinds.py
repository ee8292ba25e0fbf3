"""The kinds of credentials: an upper app registers those that it issues in ``AppConfig.ready()``.

``on_standing_changed(credential)`` runs in the act's own transaction, with each change of standing.
"""

from collections.abc import Callable

_listeners: dict[str, Callable[..., None]] = {}


def register(kind: str, *, on_standing_changed: Callable[..., None]) -> None:
    """Add a kind (``certificate``). The same name twice is a mistake."""
    if kind in _listeners:
        raise ValueError(f"kind {kind} is registered already")
    _listeners[kind] = on_standing_changed


def is_known(kind: str) -> bool:
    return kind in _listeners


def standing_changed(credential) -> None:
    _listeners[credential.kind](credential)
