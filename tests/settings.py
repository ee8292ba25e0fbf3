"""Settings under test: the same house, with a quick password hash and plain static files.

A run has one folder (``STC_TEST_RUN``), each of its workers a folder of its own in there. Only
``DATABASE_URL`` reaches the settings; the other engines are handed to the tests that ask for them
by name (``tests/servers.py``), and a developer's ``.env`` is not read. Not in
``stc.settings``: that package is read before any module in it, too early to say any of this.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "STC_TEST_RUN" not in os.environ:
    os.environ["STC_TEST_RUN"] = tempfile.mkdtemp(prefix="stc-test-")
    Path(os.environ["STC_TEST_RUN"]).chmod(0o755)  # private servers run as other users
    atexit.register(shutil.rmtree, os.environ["STC_TEST_RUN"], ignore_errors=True)
_folder = Path(os.environ["STC_TEST_RUN"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ |= {"DEMO": "true", "ENV_FILE": os.devnull, "DATA_DIR": str(_folder)}
for _engine in ("CACHE_URL", "CELERY_BROKER_URL", "ELASTICSEARCH_URL", "STORAGE_URL", "EMAIL_URL"):
    if _engine in os.environ:
        os.environ[f"TEST_{_engine}"] = os.environ.pop(_engine)

from stc.settings import *

DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if SQLITE:  # a test database need not survive a power cut
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
# The cache lies in the test's database and is rolled back with it, here alone (tests/test_cache.py
# and the workers of a hall have the file).
CACHE_FILE = DATABASES.pop("cache", None)
