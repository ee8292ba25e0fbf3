"""What this machine is: its folders, its secret, whether it is a demo."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

DEBUG = env.bool("DEBUG", default=False)
# A demo is full of made-up people, says so on every page, and asks no second factor of officers.
DEMO = env.bool("DEMO", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

# Where the private keys live that sign certificates, and what opens them: the signer's alone. A
# page needs neither. The root's are elsewhere, at hand for a ceremony and otherwise locked away.
KEYS_URL = env.str("KEYS_URL", default=f"file://{DATA_DIR}/keys")
KEYS_PASSPHRASE = env.str("KEYS_PASSPHRASE", default="")
KEYS_PASSPHRASE_FILE = env.str("KEYS_PASSPHRASE_FILE", default="")
ROOT_KEYS_URL = env.str("ROOT_KEYS_URL", default=f"file://{DATA_DIR}/root-keys")
ROOT_KEYS_PASSPHRASE = env.str("ROOT_KEYS_PASSPHRASE", default="")
ROOT_KEYS_PASSPHRASE_FILE = env.str("ROOT_KEYS_PASSPHRASE_FILE", default="")
# What certifies the PDFs, with its certificate: a PKCS #12 file, under the passphrase of the keys
# unless it has one of its own.
DOCUMENT_KEY_FILE = Path(
    env.str("DOCUMENT_KEY_FILE", default=str(DATA_DIR / "keys" / "document.p12"))
)
if DEMO:
    # A demo's keys vouch for nobody: they open without a question.
    KEYS_PASSPHRASE = KEYS_PASSPHRASE or "demo-only-not-a-secret"
    ROOT_KEYS_PASSPHRASE = ROOT_KEYS_PASSPHRASE or "demo-only-not-a-secret"
DOCUMENT_KEY_PASSPHRASE = env.str("DOCUMENT_KEY_PASSPHRASE", default=KEYS_PASSPHRASE)
DOCUMENT_KEY_PASSPHRASE_FILE = env.str("DOCUMENT_KEY_PASSPHRASE_FILE", default=KEYS_PASSPHRASE_FILE)

DEMO_SECRET = "demo-only-not-a-secret-never-in-production-0123456789"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET)
if SECRET_KEY == DEMO_SECRET and not (DEBUG or DEMO):
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: give this installation its own, or DEMO=true for a trial."
    )

BASE_URL = env.str("BASE_URL", default="http://localhost:8000")


def _host_for_files(base_url: str) -> str:
    """``berkas.`` before the pages' host. A bare number has no such neighbour: pages' own then,
    which ``check --deploy`` refuses."""
    parts = urlsplit(base_url)
    try:
        number = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return f"{parts.scheme}://berkas.{parts.netloc}"
    if number.is_loopback:
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://berkas.localhost{port}"
    return base_url


# What people upload is served from here and nowhere else: another origin than the pages'.
FILES_URL = env.str("FILES_URL", default=_host_for_files(BASE_URL)).rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG or DEMO else []
)
ALLOWED_HOSTS += [urlsplit(FILES_URL).hostname]
