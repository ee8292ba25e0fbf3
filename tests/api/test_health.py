import pytest
from django.urls import reverse


def test_being_alive_asks_no_database(client):
    """Without the ``db`` fixture a query would be refused."""
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_ready_when_database_cache_and_storage_work(client):
    answer = client.get("/readyz")

    parts = {"database": "ok", "cache": "ok", "storage": "ok"}
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": parts})


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_the_cache_and_says_no_more_than_its_name(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://user:rahasia@127.0.0.1:1/0",  # nothing listens on port 1
        }
    }

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["parts"]["cache"]) == (503, "failed")
    assert b"rahasia" not in answer.content


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_a_place_for_files(client, settings, tmp_path):
    (tmp_path / "media").write_text("a file where a folder should be")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["parts"]["storage"]) == (503, "failed")


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_the_broker_that_was_named(client, settings, monkeypatch):
    from celery import current_app

    broker = "redis://127.0.0.1:1/0"
    settings.CELERY_BROKER_URL = broker
    monkeypatch.setattr(current_app.conf, "broker_url", broker)
    monkeypatch.setattr(current_app.conf, "broker_read_url", broker)
    monkeypatch.setattr(current_app.conf, "broker_write_url", broker)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["parts"]["broker"]) == (503, "failed")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_is_not_sent_to_https(client, db, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code in (200, 503)
    assert client.get(reverse("home:mine")).status_code == 301


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/regions/"])
def test_the_files_origin_answers_none_of_it(client, db, settings, path):
    settings.FILES_URL = "http://files.test"
    settings.ALLOWED_HOSTS = ["files.test", "testserver"]

    assert client.get(path, headers={"host": "files.test"}).status_code == 404
