from datetime import timedelta

import pytest
from django.utils import timezone

from courses.competencies.services import load_units
from courses.curricula.services import find_edition, load_curricula
from courses.learning import services
from courses.providers.models import Engagement
from stc.home.pages import homes
from tests.accounts.factories import PersonFactory
from tests.providers.factories import ProviderFactory, engaged

CODE = "STC-CUR-GP"


@pytest.fixture
def curriculum(db):
    """Gada Pratama in both languages."""
    load_units()
    load_curricula(under=homes(), only=CODE)
    return find_edition(CODE)


@pytest.fixture
def guard(db):
    return PersonFactory(full_name="Sari")


@pytest.fixture
def enrolment(curriculum, guard):
    return services.enrol(person=guard, curriculum_code=CODE, edition=curriculum.edition)


@pytest.fixture
def provider(db):
    return ProviderFactory()


@pytest.fixture
def instructor(provider):
    return engaged(provider, full_name="Agus")


@pytest.fixture
def manager(provider):
    return engaged(provider, Engagement.Role.MANAGER, full_name="Dewi")


@pytest.fixture
def told(curriculum, provider, instructor):
    """What ``open_class`` is told."""
    today = timezone.localdate()
    return {
        "provider": provider,
        "curriculum_code": CODE,
        "edition": curriculum.edition,
        "name": "Angkatan 12",
        "starts_on": today,
        "ends_on": today + timedelta(days=20),
        "approval_letter": "SP/12",
        "instructors": [instructor],
        "by": instructor,
    }


@pytest.fixture
def training_class(told):
    return services.open_class(**told)
