"""Where a unit is used: upper apps register who can say so, and a unit's page lists it all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from courses.competencies.models import Unit


@dataclass(frozen=True)
class Use:
    """One place that uses a unit: what it is called, and its address."""

    label: str
    url: str


_sources: list[Callable[[Unit], Iterable[Use]]] = []


def register(source: Callable[[Unit], Iterable[Use]]) -> None:
    """``source`` gives the uses of a unit in its app, visible to everyone."""
    _sources.append(source)


def of(unit: Unit) -> list[Use]:
    return [use for source in _sources for use in source(unit)]
