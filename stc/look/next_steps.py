"""The one thing that a person does next: apps say what they have, the home shows the first as a
button.

An app registers in ``AppConfig.ready()``: the rows that call for a step, and how one of them is
written. What all apps have is asked for by one query; only the step that is shown is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from stc.look.navigation import numbers

Rows = Callable[[object], QuerySet]


@dataclass(frozen=True)
class NextStep:
    """``label`` stands on the button and begins with a verb."""

    title: str
    text: str
    label: str
    url: str
    icon: str = "next"


Writer = Callable[[QuerySet], NextStep | None]
_sources: list[tuple[int, Rows, Writer]] = []


def register(order: int, *, rows: Rows, step: Writer) -> None:
    """Add what an app has, the lowest order first. ``rows`` are unsliced, of one person; ``step``
    is given them when there are any, and may still say None: then the next app is asked.
    """
    _sources.append((order, rows, step))
    _sources.sort(key=lambda source: source[0])


class Steps:
    """What all apps have for a person. ``rows`` may be counted along with others (``Menu``)."""

    def __init__(self, user) -> None:
        self._found = [(rows(user), step) for _order, rows, step in _sources]

    @property
    def rows(self) -> list[QuerySet]:
        return [rows for rows, _step in self._found]

    def first(self, counts: Sequence[int]) -> NextStep | None:
        """The first step that calls, by the order of what was registered."""
        called = zip(self._found, counts, strict=True)
        steps = (step(rows) for (rows, step), number in called if number)
        return next((one for one in steps if one is not None), None)


def first(user) -> NextStep | None:
    """The one thing that a person does next."""
    steps = Steps(user)
    return steps.first(numbers(steps.rows))
