"""Who wants to know that somebody has read a whole curriculum.

An upper app registers in ``AppConfig.ready()``; the call runs in the last lesson's transaction.
"""

from collections.abc import Callable

from courses.learning.models import Enrolment

Listener = Callable[[Enrolment], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """From now on the listener is called with each enrolment that is completed, once."""
    _listeners.append(listener)


def tell(enrolment: Enrolment) -> None:
    for listener in _listeners:
        listener(enrolment)
