import pytest

from stc.accounts.groups import PLATFORM_ADMINS
from tests.accounts.factories import PASSWORD, PersonFactory, officer
from tests.regions.factories import RegionFactory

pytestmark = pytest.mark.django_db


def test_a_person_made_for_a_test_can_log_in():
    person = PersonFactory()

    assert person.check_password(PASSWORD)


def test_an_officer_made_for_a_test_holds_the_role_today():
    assert officer(PLATFORM_ADMINS).roles == {PLATFORM_ADMINS}


def test_regions_made_for_a_test_are_not_of_the_reference_data():
    assert RegionFactory().code[:2] not in {"11", "31", "32"}
