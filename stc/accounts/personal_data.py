"""What the house holds of a person: each app registers its part in ``AppConfig.ready()``.

``export`` gives all that an app holds of a person. ``erase`` removes it, in the caller's
transaction, and may run twice. What must outlive the person (a certificate that others check, money
that must add up, the trail) stays without name or contact: the app names each such table in
``stays`` with the reason. A test walks every table that points to a person and fails where an app
neither covers it nor says why it stays.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files import File

from stc.accounts.models import User


@dataclass(frozen=True)
class Held:
    """What an app holds of a person: facts (ready for JSON), and files by their name in the zip."""

    facts: Mapping[str, object]
    files: Mapping[str, File] = field(default_factory=dict)


@dataclass(frozen=True)
class Holder:
    app: str
    export: Callable[[User], Held]
    erase: Callable[..., None]
    covers: frozenset[str]
    stays: Mapping[str, str]


_holders: dict[str, Holder] = {}


def register(
    app: str,
    *,
    export: Callable[[User], Held],
    erase: Callable[..., None],
    covers: Iterable[str] = (),
    stays: Mapping[str, str] | None = None,
) -> None:
    """``export(person)`` and ``erase(person, by=officer)`` of an app.

    ``covers`` names the tables (``notices.entry``) that both speak of; ``stays`` names those that
    erasure leaves, with the reason. One registration an app.
    """
    if app in _holders:
        raise ValueError(f"{app} has registered already")
    names = frozenset(name.lower() for name in covers)
    reasons = {name.lower(): why for name, why in (stays or {}).items()}
    _holders[app] = Holder(app, export, erase, names, reasons)


def holders() -> list[Holder]:
    """All that registered, in the order of their names."""
    return [_holders[app] for app in sorted(_holders)]
