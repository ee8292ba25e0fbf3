import pytest

from stc.notices import channels, kinds


class Postbox:
    """A channel outside the house, in memory: takes, or answers as it is told to."""

    name = "postbox"
    label = "Kotak pos"

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.answer: Exception | None = None

    def reaches(self, person) -> bool:
        return True

    def deliver(self, delivery) -> None:
        if self.answer is not None:
            raise self.answer
        self.taken.append(delivery.pk)


@pytest.fixture
def postbox():
    """The channel ``postbox`` is there for one test."""
    box = Postbox()
    channels.register(box)
    yield box
    channels.unregister(box.name)


@pytest.fixture
def event():
    """A kind that may be switched off, spoken by the roles' group (``accounts.role_ending``)."""
    return kinds.get("accounts.role_ending")
