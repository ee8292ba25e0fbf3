"""Two records of one person become one: each app moves what it holds, and can move it back.

An app registers in ``AppConfig.ready()``. ``merge(keep, give)`` moves what it holds of ``give`` to
``keep`` and returns a record, ready for JSON, of exactly what it moved; ``undo(record)`` puts that
back. Both run in the caller's transaction, with both persons' rows locked.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model

from stc.accounts.models import User

Record = dict[str, object]


@dataclass(frozen=True)
class Merger:
    app: str
    merge: Callable[[User, User], Record]
    undo: Callable[[Record], None]


_mergers: dict[str, Merger] = {}


def register(
    app: str, *, merge: Callable[[User, User], Record], undo: Callable[[Record], None]
) -> None:
    """One registration an app."""
    if app in _mergers:
        raise ValueError(f"{app} has registered already")
    _mergers[app] = Merger(app, merge, undo)


def mergers() -> list[Merger]:
    """All that registered, in the order of their names."""
    return [_mergers[app] for app in sorted(_mergers)]


def move(model: type[Model], field: str, *, keep: User, give: User) -> list[int]:
    """Point all rows of a table from one person to the other; the ids of those that moved."""
    moved = list(model._default_manager.filter(**{field: give}).values_list("pk", flat=True))
    model._default_manager.filter(pk__in=moved).update(**{field: keep})
    return moved


def put_back(model: type[Model], field: str, *, moved: list[int], give_id: int) -> None:
    """Point these rows back to the person from whom they came."""
    model._default_manager.filter(pk__in=moved).update(**{f"{field}_id": give_id})
