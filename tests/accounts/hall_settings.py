"""The test settings with the real password hash and a durable database, for real web workers."""

from tests.settings import *

PASSWORD_HASHERS = ["stc.accounts.passwords.Argon2idHasher"]
if SQLITE:
    DATABASES["default"]["OPTIONS"]["init_command"] = "".join(
        DATABASES["default"]["OPTIONS"]["init_command"].split("PRAGMA synchronous=OFF;")
    )
    DATABASES["cache"] = CACHE_FILE
