"""What every test stands on. The engine is the one that ``DATABASE_URL`` names, else SQLite."""

import os
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

pytest_plugins = ["tests.browser"]

# Playwright's event loop lives in this thread, beside the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the one that started the workers
        from tests import databases

        with config.stash[blocking_manager_key].unblock():
            databases.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """A database as it is born: migrated, with its locales, root page and site.

    Transactional and live-server tests empty it afterwards; ``flush`` then puts the birth state
    back, so that the next test finds pages, rights and append-only triggers in place.
    """
    from django.db import connection

    from stc.audit.management.commands.flush import BORN
    from tests import databases

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), databases.copy(worker):
        BORN["default"] = connection.creation.serialize_db_to_string()
        yield
        connection.close()


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of published test vectors that ``STC_VECTORS`` names."""
    folder = Path(os.environ.get("STC_VECTORS", ""))
    if not os.environ.get("STC_VECTORS") or not folder.is_dir():
        pytest.skip("STC_VECTORS names no folder of test vectors")
    return folder
