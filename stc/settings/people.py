"""How people log in: django-allauth by e-mail or phone, with a second factor for officers."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from stc.settings.machine import DEBUG, DEMO, SECRET_KEY, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "stc.accounts.backends.LogInBackend",  # Django's own, and phone numbers
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
# One of the two is enough, which these words cannot say: see SignUpForm and stages.py.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
# A code is typed over from one phone's screen to the same phone's page; a link opens elsewhere.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "stc.accounts.forms.log_in.LogInForm",
    "signup": "stc.accounts.forms.log_in.SignUpForm",
    "reset_password": "stc.accounts.forms.log_in.ForgottenPasswordForm",
    "add_email": "stc.accounts.forms.account.EmailForm",
    "change_phone": "stc.accounts.forms.account.PhoneForm",
    "change_password": "stc.accounts.forms.account.ChangePasswordForm",
    "set_password": "stc.accounts.forms.account.SetPasswordForm",
    "reset_password_from_key": "stc.accounts.forms.account.NewPasswordForm",
    "reauthenticate": "stc.accounts.forms.account.ReauthenticateForm",
    "confirm_email_verification_code": "stc.accounts.forms.account.EmailCodeForm",
    "verify_phone": "stc.accounts.forms.account.PhoneCodeForm",
    "confirm_password_reset_code": "stc.accounts.forms.account.ResetCodeForm",
}
# A hall of forty behind one address signs in within a minute: what is counted by address is wide,
# what is counted by the name that is tried (key) is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "signup": "120/m/ip",
    "verify_phone": "1/30s/key,10/d/key,120/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "reset_password": "120/m/ip,5/10m/key,20/d/key",
    "confirm_email": "1/10s/key,20/d/key",
    "change_phone": "5/m/user",
    "credentials_serial": "30/m/ip",  # a gate types all day; 80 bits are not tried out
    "credentials_share": "20/h/user",
    "credentials_shared": "60/m/ip",  # for the load alone: 256 bits are not tried out
    "claim": "5/d/key",
    "companies_propose": "30/m/user,500/d/user",  # a whole site in a day, not a list of addresses
}
MFA_ADAPTER = "stc.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "STC"
MFA_TOTP_TOLERANCE = 1  # thirty seconds either way: phones' clocks differ
MFA_FORMS = {
    "authenticate": "stc.accounts.forms.account.FactorForm",
    "reauthenticate": "stc.accounts.forms.account.FactorAgainForm",
    "activate_totp": "stc.accounts.forms.account.FactorSetUpForm",
}
# Codes for phones go to files where nobody carries them: in a demo, never in production.
CODES_TO_FILE = DEMO
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
        "PERSONAL_DATA_KEYS or NIK_HASH_KEY is missing or too short: `DEMO=true manage.py "
        "make_keys` prints new ones. Keep them apart from the database, and never lose them."
    )
for _key in PERSONAL_DATA_KEYS:
    try:
        Fernet(_key)
    except ValueError as error:
        raise ImproperlyConfigured("PERSONAL_DATA_KEYS holds what is not a Fernet key.") from error
