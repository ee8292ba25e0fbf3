"""The kinds of notices. The app that speaks registers its kinds in ``AppConfig.ready()``.

The words of a kind are ``templates/notices/<name>/subject.txt`` and ``body.txt``, plain text with
``{% blocktranslate %}``; both are rendered in every language at the moment of sending.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Group:
    """What a person says yes or no to: a handful of groups, not every kind.

    ``concerns`` says whom: nobody is asked about notices that they will never get.
    """

    name: str
    label: str | Promise
    order: int
    concerns: Callable[[object], bool]


@dataclass(frozen=True)
class Kind:
    """``needs`` names what the templates use; ``url_args`` names what the address is made of."""

    name: str
    label: str | Promise
    group: str
    mandatory: bool
    needs: tuple[str, ...]
    action: str | Promise
    url_name: str
    url_args: tuple[str, ...]
    inbox_only: bool


_groups: dict[str, Group] = {}
_kinds: dict[str, Kind] = {}


def _everyone(person: object) -> bool:
    return True


def register_group(
    name: str,
    *,
    label: str | Promise,
    order: int = 50,
    concerns: Callable[[object], bool] = _everyone,
) -> None:
    """Add a group. The same name twice is a mistake."""
    if name in _groups:
        raise ValueError(f"group {name} is registered already")
    _groups[name] = Group(name, label, order, concerns)


def register(
    name: str,
    *,
    label: str | Promise,
    group: str,
    mandatory: bool = False,
    needs: tuple[str, ...] = (),
    action: str | Promise = "",
    url_name: str = "",
    url_args: tuple[str, ...] = (),
    inbox_only: bool = False,
) -> None:
    """Add a kind (``accounts.role_given``). A mandatory kind ignores choices; ``inbox_only`` goes
    by no channel. ``action`` is the words on the button that leads to ``url_name``.
    """
    if name in _kinds:
        raise ValueError(f"kind {name} is registered already")
    if group not in _groups:
        raise ValueError(f"kind {name} names no registered group: {group}")
    _kinds[name] = Kind(
        name, label, group, mandatory, needs, action, url_name, url_args, inbox_only
    )


def get(name: str) -> Kind:
    """The kind; ``KeyError`` where nobody registered it (a mistake in code)."""
    return _kinds[name]


def known() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def groups() -> list[Group]:
    """Groups that hold at least one kind, in the order of the page."""
    held = {kind.group for kind in _kinds.values()}
    return sorted((g for g in _groups.values() if g.name in held), key=lambda g: g.order)


def is_optional(group: str) -> bool:
    """Whether a group holds anything that a person may switch off."""
    return any(kind.group == group and not kind.mandatory for kind in _kinds.values())
