"""The engines: each is chosen by one variable, with an embedded default that needs no server."""

from stc.settings.machine import BASE_DIR, DATA_DIR, DEBUG, DEMO, env

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

# Without CACHE_URL the cache is a table: shared by all processes, so that limits hold.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://cache")}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request that enqueues waits no longer than this for a broker that does not answer.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
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
MEDIA_URL = "/berkas/"
MEDIA_ROOT = DATA_DIR / "media"
_statics = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
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
