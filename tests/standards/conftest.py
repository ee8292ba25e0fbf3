import pytest

from search.standards.services import load_standards


@pytest.fixture
def catalogue(db):
    """The whole catalogue, as every installation has it."""
    load_standards()
