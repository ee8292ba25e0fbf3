"""Which jobs there are, by name. Apps declare them in their ``tasks.py``, loaded at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Kind:
    """What a name stands for: the handler, how often it is tried, how long it may compute."""

    name: str
    run: Callable[..., object]
    queue: str = "default"
    attempts: int = 10
    longest: timedelta = timedelta(hours=1)


_kinds: dict[str, Kind] = {}
periods: dict[str, timedelta] = {}


def job(name: str, *, queue: str = "default", attempts: int = 10, longest=timedelta(hours=1)):
    """Declare a function of ids (keywords) as the handler of a name.

    It may run twice and must change nothing the second time: its writes belong in
    ``jobs.completing()``. After ``attempts`` failures, or a DomainError, it is parked.
    A run that takes more than ``longest`` loses its lease to another worker.
    """

    def declare(handler: Callable[..., object]) -> Callable[..., object]:
        if name in _kinds:
            raise ValueError(f"job {name} is declared already")
        _kinds[name] = Kind(name, handler, queue, attempts, longest)
        return handler

    return declare


def every(name: str, period: timedelta) -> None:
    """Have a job without arguments run once in each period, whoever ticks, however often."""
    periods[name] = period


def is_known(name: str) -> bool:
    return name in _kinds


def find(name: str) -> Kind:
    """The kind of this name; one that fails when run where this release does not know it."""

    def unknown(**_: object) -> None:
        raise LookupError(name)

    return _kinds.get(name) or Kind(name, unknown)
