"""Identity numbers for tests: right in form, of regions that tests make themselves."""

from datetime import date

from stc.regions.models import Region
from tests.regions.factories import ProvinceFactory, RegionFactory

BORN = date(1995, 3, 2)


def city_of_numbers() -> Region:
    """A city that the numbers below begin with: 98.71."""
    return RegionFactory(code="98.71", parent=ProvinceFactory(code="98"))


def number(serial: int = 1, *, born: date = BORN) -> str:
    """A right number of ``city_of_numbers``."""
    return f"987101{born:%d%m%y}{serial:04}"
