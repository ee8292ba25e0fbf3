"""A fresh house with four people of the body in it, and a guard who has nothing but a log-in."""

import pytest

from certification.credentials import services as credentials
from certification.exams.services import load_papers
from certification.items.services import load_bank
from certification.schemes.services import load_schemes
from courses.competencies.services import load_units
from courses.curricula.services import load_curricula
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
from stc.accounts.reference import load_reference
from stc.home.pages import homes, load_pages
from stc.regions.services import load_regions
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials.conftest import key_folder, signing_key, worker, zbarimg  # noqa: F401
from tests.providers.factories import ProviderFactory, engaged


@pytest.fixture
def house(transactional_db, signing_key, settings, live_server):  # noqa: F811
    """Files come from another address than pages, as they do in production."""
    load_regions()
    load_reference()
    load_pages()
    load_units()
    load_bank()
    load_papers()
    load_curricula(under=homes(), only="STC-CUR-GP")
    load_schemes()
    credentials.load_reasons()
    settings.BASE_URL = live_server.url
    settings.FILES_URL = live_server.url.replace("localhost", "127.0.0.1")


@pytest.fixture
def guard(house):
    return PersonFactory(full_name="Sari Wulandari", birth_date=None, region=None)


@pytest.fixture
def instructor(house):
    return engaged(ProviderFactory(name="Balai Latih Satria"), full_name="Agus Prasetyo")


@pytest.fixture
def examiner(house):
    return an_officer(EXAM_OFFICERS, full_name="Yohanes Wenda")


@pytest.fixture
def officer(house):
    return an_officer(CERTIFICATION_OFFICERS, full_name="Ratna Kusumawardani")
