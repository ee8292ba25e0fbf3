import io
import os
import shutil
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from certification.credentials import keystore, kinds, services, signer
from certification.credentials.models import RevocationReason
from stc.accounts.groups import CERTIFICATION_OFFICERS
from tests import servers
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial

if not kinds.is_known(trial.KIND):
    kinds.register(trial.KIND, label="Percobaan", on_standing_changed=trial.heard)


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


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory):
    """A root, an issuing and a status key, made once: what seals them takes its time on purpose."""
    folder = tmp_path_factory.mktemp("keys")
    stores = {
        which: keystore.files.FileStore(str(folder / which), trial.PASSPHRASE.encode)
        for which in (keystore.ROOT, keystore.ONLINE)
    }
    made = {
        purpose: stores[keystore.ROOT if purpose == "root" else keystore.ONLINE].make()
        for purpose in ("root", "issuing", "status")
    }
    return folder, made


@pytest.fixture
def no_keys(db, settings, tmp_path):
    """An installation that has made no key yet."""
    trial.keep_keys_in(settings, tmp_path)


@pytest.fixture
def signing_key(db, settings, tmp_path, key_folder):
    """The keys of an installation after its ceremony, as rows; the private halves in files."""
    folder, made = key_folder
    shutil.copytree(folder, tmp_path / "keys")
    trial.keep_keys_in(settings, tmp_path / "keys")
    rows = {
        purpose: services.register_key(
            kid=kid,
            public=public,
            purpose=purpose,
            signs_from=timezone.now(),
            trusted_for=timedelta(days=75 * 365),  # what trials issue is valid for long
            by=None,
        )
        for purpose, (kid, public) in made.items()
    }
    key_set = signer.sign_key_set(keystore.opened(keystore.ROOT))
    services.keep_key_set(key_set, by=None)
    return trial.Keys(**rows)


@pytest.fixture
def credential(holder, officer):
    return trial.issued(holder, by=officer)


@pytest.fixture
def document_key(settings, tmp_path):
    """What certifies the PDFs, made as an operator makes it; to be asked for after the keys."""
    settings.DOCUMENT_KEY_FILE = tmp_path / "certifying" / "document.p12"
    settings.DOCUMENT_KEY_PASSPHRASE = trial.PASSPHRASE
    call_command("document_key", make=True, stdout=io.StringIO())
    return settings.DOCUMENT_KEY_FILE


@pytest.fixture(scope="session")
def pdfsig() -> str:
    """Poppler's checker of signatures, which shares nothing with ours."""
    try:
        return servers.program("pdfsig", "poppler-utils")
    except servers.Missing as missing:
        pytest.skip(str(missing))


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
            "KEYS_URL": settings.KEYS_URL,
            "KEYS_PASSPHRASE": settings.KEYS_PASSPHRASE,
            "DOCUMENT_KEY_FILE": str(settings.DOCUMENT_KEY_FILE),
            "DOCUMENT_KEY_PASSPHRASE": settings.DOCUMENT_KEY_PASSPHRASE,
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
