from datetime import timedelta

import pytest

from stc.jobs import registry


@pytest.fixture
def declare():
    """Declare a handler for this test alone."""
    names = []

    def declared(name, handler, *, attempts=10, longest=timedelta(hours=1)):
        registry.job(name, attempts=attempts, longest=longest)(handler)
        names.append(name)
        return name

    yield declared
    for name in names:
        del registry._kinds[name]


@pytest.fixture
def recurring():
    """Let a job recur for this test alone."""
    before = dict(registry.periods)
    yield registry.every
    registry.periods.clear()
    registry.periods.update(before)
