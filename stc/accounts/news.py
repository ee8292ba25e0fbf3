"""News for a person, told by ``accounts`` and by what lies below ``notices``.

``notices`` lies above and listens: it registers one teller in ``AppConfig.ready()``.
"""

from collections.abc import Callable
from typing import Protocol

from stc.accounts.models import User


class Teller(Protocol):
    def __call__(self, *, kind: str, to: User, context: dict[str, object], key: str) -> object: ...


_tellers: list[Teller] = []


def register(teller: Callable[..., object]) -> None:
    """From now on this teller hears all news, in the transaction of whoever tells it."""
    if teller not in _tellers:
        _tellers.append(teller)


def tell(*, kind: str, to: User, context: dict[str, object], key: str) -> None:
    """Tell a person once for each ``key``. ``context`` holds ids and strings."""
    for teller in _tellers:
        teller(kind=kind, to=to, context=context, key=key)
