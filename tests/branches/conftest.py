from types import SimpleNamespace

import pytest

from tests.branches.factories import RootFactory, below, city, province


@pytest.fixture
def tree(db):
    """A national body; two provinces; two cities in the first, one in the second."""
    root = RootFactory()
    west, east = below(root, province("81")), below(root, province("82"))
    return SimpleNamespace(
        root=root,
        west=west,
        east=east,
        first=below(west, city("81.01")),
        second=below(west, city("81.02")),
        far=below(east, city("82.01")),
    )
