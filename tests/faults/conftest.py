import pytest


@pytest.fixture(autouse=True)
def _trial_pages(settings):
    settings.ROOT_URLCONF = "tests.faults.trial"
