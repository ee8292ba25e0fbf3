"""What every test stands on. The engine is the one that ``DATABASE_URL`` names, else SQLite."""

import json
import os
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

from tests import servers

pytest_plugins = ["tests.browser"]

# Playwright's event loop lives in this thread, beside the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the one that started the workers
        from tests import databases

        with config.stash[blocking_manager_key].unblock():
            databases.forget()
        if "STC_TEST_SKIPPED" not in os.environ:  # not a part of a larger run
            servers.stop_all()


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


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what could not run, for the end of ``make test``."""
    note = os.environ.get("STC_TEST_SKIPPED")
    if report.skipped and note and "PYTEST_XDIST_WORKER" not in os.environ:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        with Path(note).open("a") as file:
            file.write(json.dumps([report.nodeid, why.removeprefix("Skipped: ")]) + "\n")


def _server(kind: str) -> str:
    try:
        return servers.url(kind)
    except servers.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A real Redis; each worker of a run has a database of its own in it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    url = _server("redis")
    return f"{url}/{worker}" if url.count("/") == 2 else url


@pytest.fixture(scope="session")
def postgresql_url() -> str:
    """A private PostgreSQL for tests that start processes of their own. Make databases in it."""
    return _server("postgresql")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def product(request, tmp_path):
    """The whole product in processes of its own, on each engine; none of them runs yet."""
    from tests.jobs import databases, processes

    if request.param == "sqlite":
        made = databases.migrated_file(tmp_path)
    else:
        made = databases.migrated(request.getfixturevalue("postgresql_url"), tmp_path)
    with made as url:
        house = processes.Product(tmp_path, url)
        try:
            yield house
        finally:
            house.kill()


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """A real Elasticsearch node. Workers share it: name indices by worker."""
    return _server("elasticsearch")


@pytest.fixture(scope="session")
def s3_url() -> str:
    """moto's server, which speaks S3. Workers share it: name buckets by test."""
    return _server("s3")


@pytest.fixture
def client():
    """A browser without pages; ``force_login`` has shown a second factor too."""
    from tests.signing_in import SignedIn

    return SignedIn()


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of published test vectors that ``STC_VECTORS`` names."""
    folder = Path(os.environ.get("STC_VECTORS", ""))
    if not os.environ.get("STC_VECTORS") or not folder.is_dir():
        pytest.skip("STC_VECTORS names no folder of test vectors")
    return folder


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What the process knows of another test's site and root is forgotten."""
    from certification.credentials import pins
    from stc.home import site_memory

    site_memory.forget()
    pins.forget()


@pytest.fixture(autouse=True)
def _whoever_is_put_in_has_shown_both_factors():
    """``force_login`` stands for a whole log-in: password, and what officers show besides."""
    from allauth.account.internal.flows.login import record_authentication
    from django.contrib.auth.signals import user_logged_in

    def record(sender, request, user, **_: object) -> None:
        if not request.META:  # no browser asked for this one
            record_authentication(request, user, method="mfa", type="totp")

    user_logged_in.connect(record)
    yield
    user_logged_in.disconnect(record)
