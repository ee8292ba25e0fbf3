"""The engines: each is chosen by one variable, with an embedded default that needs no server."""

from urllib.parse import parse_qs, unquote, urlsplit

from stc.settings.machine import BASE_DIR, DATA_DIR, DEBUG, DEMO, FILES_URL, env

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/stc.sqlite3")}
_database = DATABASES["default"]
SQLITE = _database["ENGINE"].endswith("sqlite3")
_database["CONN_MAX_AGE"] = 600
if SQLITE:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    # Writers take the lock at BEGIN and wait; FULL: an acknowledged commit survives power loss.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
        ),
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True

# Without CACHE_URL the cache is a table: shared by all processes, so that limits hold. It is large
# enough for a busy day: Django keeps 300 entries by itself, and throws counts away beyond.
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {
    "default": env.cache("CACHE_URL")
    if CACHE_URL
    else {
        "BACKEND": "stc.shared_cache.SharedCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
}
DATABASE_ROUTERS = ["stc.shared_cache.CacheRouter"]
if SQLITE and not CACHE_URL:
    # A file of its own, which nobody keeps and anyone may delete while all is stopped. NORMAL does
    # not wait for the disk: a power cut takes the last counts, and leaves the file whole.
    DATABASES["cache"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA_DIR / "cache.sqlite3"),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
                "CREATE TABLE IF NOT EXISTS cache (cache_key varchar(255) NOT NULL PRIMARY KEY,"
                " value text NOT NULL, expires datetime NOT NULL);"
                "CREATE INDEX IF NOT EXISTS cache_expires ON cache (expires);"
            ),
        },
    }
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request that enqueues waits no longer than this for a broker that does not answer.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 3,
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
# A worker that dies holds its job for so long; a living one renews.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)
JOB_KEPT_DAYS = env.int("JOB_KEPT_DAYS", default=30)

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://" if not DEMO else "filemail:///")
vars().update(EMAIL_CONFIG)
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="STC <stc@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Also write each notice as a JSON line to DATA_DIR/notices, for another system to pick up.
NOTICES_TO_FILE = env.bool("NOTICES_TO_FILE", default=False)

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = f"{FILES_URL}/berkas/"
MEDIA_ROOT = DATA_DIR / "media"
_statics = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def _bucket(url: str) -> dict[str, object]:
    """``s3://KEY:SECRET@host:port/bucket?region=…&tls=false`` for django-storages."""
    parts, asked = urlsplit(url), parse_qs(urlsplit(url).query)
    scheme = "http" if asked.get("tls") == ["false"] else "https"
    return {
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "bucket_name": parts.path.strip("/"),
        "endpoint_url": f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        "region_name": asked.get("region", [None])[0],
        "signature_version": "s3v4",
        "addressing_style": "path",
        "default_acl": "private",
        "file_overwrite": False,
    }


STORAGE_URL = env.str("STORAGE_URL", default="")
_folder = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
_private_folder = {
    "BACKEND": "stc.files.storage.PrivateFolder",
    "OPTIONS": {
        "location": DATA_DIR / "private",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
_published_folder = {
    "BACKEND": "stc.files.storage.PublishedFolder",
    "OPTIONS": {"location": DATA_DIR / "published"},
}
if STORAGE_URL:
    _s3 = _bucket(STORAGE_URL)
    _folder = {
        "BACKEND": "stc.files.s3.PublicBucket",
        "OPTIONS": _s3 | {"location": "media", "querystring_expire": 24 * 3600},
    }
    _private_folder = {
        "BACKEND": "stc.files.s3.PrivateBucket",
        "OPTIONS": _s3 | {"location": "private", "querystring_expire": 300},
    }
    _published_folder = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _s3 | {"location": "published", "file_overwrite": True},
    }
# Where a browser may fetch pictures from, beside the pages' own origin.
FILES_ORIGINS = [FILES_URL, *([_s3["endpoint_url"]] if STORAGE_URL else [])]
STORAGES = {
    "default": _folder,
    "private": _private_folder,
    "published": _published_folder,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else _statics
    },
}

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.elasticsearch8",
        "URLS": [ELASTICSEARCH_URL],
        "INDEX_PREFIX": "stc_",
        "TIMEOUT": 10,
        "ATOMIC_REBUILD": True,
    }
    if ELASTICSEARCH_URL
    else {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "indonesian"}
}
