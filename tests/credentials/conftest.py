import os
import subprocess
import sys

import pytest
from django.db import connection

from certification.credentials import keys, kinds, services
from certification.credentials.models import RevocationReason
from stc.accounts.groups import CERTIFICATION_OFFICERS
from tests import servers
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial

if not kinds.is_known(trial.KIND):
    kinds.register(trial.KIND, on_standing_changed=trial.heard)


@pytest.fixture(autouse=True)
def _nothing_heard():
    trial.HEARD.clear()


@pytest.fixture
def officer(db):
    return an_officer(CERTIFICATION_OFFICERS)


@pytest.fixture
def holder(db):
    return PersonFactory(full_name="Siti Rahmawati")


@pytest.fixture
def reason(db):
    services.load_reasons()
    return RevocationReason.objects.get(code="misuse")


@pytest.fixture
def signing_key(db, settings, tmp_path):
    """A key in a file, registered: the private half and its row."""
    settings.ISSUING_KEY_FILE = tmp_path / "issuing.pem"
    private = keys.make(settings.ISSUING_KEY_FILE)
    return private, services.register_key(public=private.public_key().public_bytes_raw(), by=None)


@pytest.fixture
def credential(holder, officer):
    return trial.issued(holder, by=officer)


@pytest.fixture(scope="session")
def zbarimg() -> str:
    """A reader of codes that shares nothing with ours."""
    try:
        return servers.program("zbarimg", "zbar-tools")
    except servers.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def worker(settings, tmp_path):
    """Start a worker on this test's own database and folder of files."""
    running = []

    def start() -> subprocess.Popen:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "stc.settings",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "DATA_DIR": str(settings.DATA_DIR),
            "ISSUING_KEY_FILE": str(settings.ISSUING_KEY_FILE),
            "JOB_LEASE_SECONDS": "1",
            "BASE_URL": settings.BASE_URL,
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--skip-checks"],
            cwd=settings.BASE_DIR,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        trial.kill(process)
