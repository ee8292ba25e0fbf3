"""How people log in: django-allauth by e-mail or phone, with a second factor for officers."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from stc.settings.machine import DEBUG, DEMO, SECRET_KEY, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["stc.accounts.passwords.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:mine"

ACCOUNT_ADAPTER = "stc.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "signup": "120/m/ip",
    "verify_phone": "1/30s/key,120/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "reset_password": "120/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
PHONENUMBER_DEFAULT_REGION = "ID"
PHONENUMBER_DB_FORMAT = "E164"

# Identity numbers are sealed with the first key, opened with any; the other key makes the hash by
# which the same number is known again. A trial makes both from its SECRET_KEY.
PERSONAL_DATA_KEYS = env.list("PERSONAL_DATA_KEYS", default=[])
NIK_HASH_KEY = env.str("NIK_HASH_KEY", default="")
if DEBUG or DEMO:
    _made = hashlib.sha256(f"personal data {SECRET_KEY}".encode()).digest()
    PERSONAL_DATA_KEYS = PERSONAL_DATA_KEYS or [base64.urlsafe_b64encode(_made).decode()]
    NIK_HASH_KEY = NIK_HASH_KEY or hashlib.sha256(f"nik {SECRET_KEY}".encode()).hexdigest()
if not PERSONAL_DATA_KEYS or len(NIK_HASH_KEY) < 32:
    raise ImproperlyConfigured(
        "PERSONAL_DATA_KEYS or NIK_HASH_KEY is missing or too short: `manage.py make_keys` prints "
        "new ones. Keep them apart from the database, and never lose them."
    )
for _key in PERSONAL_DATA_KEYS:
    try:
        Fernet(_key)
    except ValueError as error:
        raise ImproperlyConfigured("PERSONAL_DATA_KEYS holds what is not a Fernet key.") from error
