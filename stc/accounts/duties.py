"""What a person does today, and where: roles of the whole body, engagements, offices, seats.

An app registers its kind in ``AppConfig.ready()``. All kinds are read by one query, once a request,
so that menus and rights of a new app cost no page more.
"""

from collections.abc import Callable

from django.db.models import IntegerField, QuerySet, Value

Held = frozenset[tuple[int, str]]

_kinds: dict[str, Callable[[int], QuerySet]] = {}


def register(kind: str, *, today: Callable[[int], QuerySet]) -> None:
    """``today(person_id)`` gives what a person holds today, as ``values_list`` of the scope's id
    and the role there. One registration a kind.
    """
    if kind in _kinds:
        raise ValueError(f"{kind} has registered already")
    _kinds[kind] = today


def held_today(user, kind: str) -> Held:
    """The scope's id and the role of each duty of a kind that the user holds today."""
    if user is None or not user.is_authenticated:
        return frozenset()
    known = getattr(user, "_duties", None)
    if known is None:
        known = user._duties = _read(user.pk)
    return known[kind]


def forget(user) -> None:
    """Read again next time: for whoever changes a person's duties and goes on asking."""
    user._duties = None


def _read(person_id: int) -> dict[str, Held]:
    names = list(_kinds)
    asked = [
        _kinds[name](person_id).order_by().annotate(which=Value(place, IntegerField()))
        for place, name in enumerate(names)
    ]
    found: dict[str, set[tuple[int, str]]] = {name: set() for name in names}
    for scope, role, place in asked[0].union(*asked[1:], all=True):
        found[names[place]].add((scope, role))
    return {name: frozenset(held) for name, held in found.items()}
