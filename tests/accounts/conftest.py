import pytest

from stc.accounts.groups import CERTIFICATION_OFFICERS, PLATFORM_ADMINS
from stc.accounts.reference import load_reference
from tests.accounts.factories import PersonFactory, officer


@pytest.fixture
def reference(db):
    """Purposes, consent texts and time limits, as ``setup`` loads them."""
    load_reference()


@pytest.fixture
def person(reference):
    return PersonFactory(full_name="Slamet")


@pytest.fixture
def admin(reference):
    return officer(PLATFORM_ADMINS, full_name="Bambang Hartono")


@pytest.fixture
def certification_officer(reference):
    return officer(CERTIFICATION_OFFICERS, full_name="Ratna Kusumawardani")
