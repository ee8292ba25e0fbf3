import pytest

from stc.accounts.reference import load_reference
from stc.impartiality.services import load_rules
from tests.companies.factories import CompanyFactory, seated


@pytest.fixture(autouse=True)
def _reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def company():
    return CompanyFactory(name="PT Garda Nusa", slug="garda-nusa")


@pytest.fixture
def manager(company):
    return seated(company, full_name="Dewi Kartika")
