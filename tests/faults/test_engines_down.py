"""The database locked, the cache down: the page works, or says what does not."""

import pytest
from django.db import connection
from django.urls import reverse

from stc.audit.models import AuditEntry
from tests.accounts.factories import PASSWORD, PersonFactory

DEAD = "redis://127.0.0.1:1/0"


@pytest.fixture
def quiet(client):
    client.raise_request_exception = False
    return client


@pytest.fixture
def locked(transactional_db):
    """Somebody else holds the lock for longer than we wait (a fifth of a second here)."""
    other = connection.copy()
    with connection.cursor() as ours, other.cursor() as theirs:
        if connection.vendor == "sqlite":
            ours.execute("PRAGMA busy_timeout=200")
            theirs.execute("BEGIN IMMEDIATE")
        else:
            ours.execute("SET lock_timeout='200ms'")
            theirs.execute("BEGIN")
            for table in ("audit_auditentry", "django_session"):
                theirs.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield
        theirs.execute("ROLLBACK")
        ours.execute(
            "PRAGMA busy_timeout=20000" if connection.vendor == "sqlite" else "RESET lock_timeout"
        )
    other.close()


@pytest.mark.parametrize(
    ("language", "title"), [("id", "Sistem sedang sangat sibuk"), ("en", "The system is very busy")]
)
def test_a_locked_database_is_said_and_nothing_is_half_written(quiet, locked, language, title):
    quiet.cookies["bahasa"] = language

    response = quiet.post("/coba/menulis/", {"nama": "Sari"})

    assert response.status_code == 503
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert response.headers["Retry-After"] == "10"


def test_pages_that_only_read_go_on_while_the_database_is_locked(quiet, locked):
    assert quiet.get(reverse("account_login")).status_code == 200


def test_after_the_lock_the_same_form_goes_through(quiet, locked, transactional_db):
    refused = quiet.post("/coba/menulis/")

    assert refused.status_code == 503
    assert AuditEntry.objects.count() == 0


@pytest.fixture
def without_cache(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": DEAD}
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/akun/masuk/", "/akun/daftar/", "/coba/menulis/"])
def test_pages_go_on_without_the_cache(quiet, without_cache, path):
    assert quiet.get(path).status_code == 200


@pytest.mark.django_db
def test_whoever_is_in_goes_on_without_the_cache(quiet, without_cache):
    quiet.force_login(PersonFactory())

    assert quiet.get(reverse("home:mine")).status_code == 200


@pytest.mark.django_db
def test_log_in_says_that_it_waits_for_the_cache(quiet, without_cache):
    person = PersonFactory()

    response = quiet.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert response.status_code == 503
    assert "Masuk, daftar, dan mengirim kode" in response.content.decode()
    assert PASSWORD not in response.content.decode()
