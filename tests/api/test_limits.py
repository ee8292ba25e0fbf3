import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from tests.accounts.factories import PersonFactory
from tests.api.conftest import key_of, signed_in, with_key


@pytest.fixture(autouse=True)
def _two_a_minute(settings):
    rates = {"key": "2/min", "person": "2/min", "stranger": "2/min"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}


def statuses(client, address="/api/v1/regions/") -> list[int]:
    return [client.get(address).status_code for _ in range(3)]


def test_who_asks_too_often_is_told_when_to_come_back(stranger):
    assert statuses(stranger) == [200, 200, 429]

    told = stranger.get("/api/v1/regions/")

    assert told["Content-Type"] == "application/problem+json"
    assert told.json()["code"] == "throttled"
    assert 1 <= int(told["Retry-After"]) <= 61


def test_each_address_of_strangers_counts_for_itself(stranger):
    statuses(stranger)

    assert APIClient(REMOTE_ADDR="192.0.2.7").get("/api/v1/regions/").status_code == 200


def test_each_person_counts_for_themselves(person):
    assert statuses(signed_in(person)) == [200, 200, 429]

    assert signed_in(PersonFactory()).get("/api/v1/regions/").status_code == 200


def test_each_key_counts_for_itself(person):
    assert statuses(with_key(key_of(person, label="Satu"))) == [200, 200, 429]

    assert with_key(key_of(person, label="Dua")).get("/api/v1/regions/").status_code == 200


def test_counts_are_kept_where_all_processes_look(stranger):
    statuses(stranger)
    cache.clear()

    assert statuses(stranger) == [200, 200, 429]


def test_with_the_cache_down_the_api_stays_open(stranger, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",  # nothing listens on port 1
        }
    }

    assert statuses(stranger) == [200, 200, 200]


def test_counts_of_many_are_kept_at_once(db):
    for n in range(400):
        cache.set(f"count-{n}", 1)

    assert len(cache.get_many([f"count-{n}" for n in range(400)])) == 400
