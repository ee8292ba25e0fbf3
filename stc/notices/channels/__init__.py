"""Ways to reach a person beside the inbox. An adapter registers itself in ``AppConfig.ready()``.

An adapter sends one delivery and returns, or raises: ``Refused`` where trying again is useless (no
such address), anything else where it may help (server down). It may be called twice for the same
delivery after a crash, and must then say the same thing under the same identifier.
"""

from typing import Protocol

from django.utils.functional import Promise

from stc.accounts.models import User
from stc.notices.models import Delivery


class Refused(Exception):
    """The other side will never take this one; the words are what it answered."""


class Channel(Protocol):
    name: str
    label: str | Promise

    def reaches(self, person: User) -> bool:
        """Whether this person can be told this way at all."""

    def deliver(self, delivery: Delivery) -> None:
        """Hand the notice over."""


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Add an adapter. The same name twice is a mistake."""
    if channel.name in _channels:
        raise ValueError(f"channel {channel.name} is registered already")
    _channels[channel.name] = channel


def unregister(name: str) -> None:
    """Take an adapter away; what waits for it stays waiting."""
    del _channels[name]


def get(name: str) -> Channel:
    return _channels[name]


def known() -> list[Channel]:
    return list(_channels.values())
