"""Settings under test: the same house, with a quick password hash and plain static files."""

import os
import tempfile

os.environ.setdefault("DEMO", "true")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="stc-test-"))

from stc.settings import *

DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
