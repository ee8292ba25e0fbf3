import pytest

from certification.schemes import services
from certification.schemes.models import Scheme
from courses.competencies.services import load_units
from courses.curricula.services import load_curricula
from stc.accounts.reference import load_reference
from stc.home.pages import homes


@pytest.fixture
def house(db):
    """What schemes stand on: units, the curriculum of Gada Pratama, purposes of consent."""
    load_reference()
    load_units()
    load_curricula(under=homes(), only="STC-CUR-GP")


@pytest.fixture
def scheme(house):
    """Gada Pratama, as every installation has it."""
    services.load_schemes()
    return Scheme.objects.get(code="STC-GP")
