"""Who wants to know that a result was released.

An upper app registers in ``AppConfig.ready()``; the call runs in the release's own transaction.
``origin`` is what the candidate's registration was made for: ``cases.case:3``.
"""

from collections.abc import Callable

from certification.exams.models import Result

Listener = Callable[[Result, str], None]
_listeners: list[Listener] = []


def on_result_released(listener: Listener) -> None:
    """From now on the listener is called with each released result, once, and its origin."""
    _listeners.append(listener)


def tell(result: Result, origin: str) -> None:
    for listener in _listeners:
        listener(result, origin)
