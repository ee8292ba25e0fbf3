"""``Idempotency-Key``: sent twice, done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.utils import timezone

from stc.api import services
from stc.api.models import KeptReply
from tests.accounts.factories import PersonFactory
from tests.api.conftest import signed_in

pytestmark = pytest.mark.urls("tests.api.trial")


def post(person, key="permintaan-1", name="Regu"):
    client = signed_in(person)
    client.handler.enforce_csrf_checks = False
    headers = {"Idempotency-Key": key} if key else {}
    return client.post("/groups/", {"name": name}, format="json", headers=headers)


@pytest.fixture
def before(db) -> int:
    return Group.objects.count()


def test_a_repeat_takes_effect_once_and_is_answered_the_same(person, before):
    first = post(person)

    second = post(person)

    assert Group.objects.count() == before + 1
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first


def test_without_a_key_each_takes_effect(person, before):
    post(person, key="")
    post(person, key="")

    assert Group.objects.count() == before + 2


def test_the_same_key_for_another_request_is_refused(person, before):
    post(person)

    other = post(person, name="Peleton")

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Group.objects.count() == before + 1


def test_another_person_s_key_is_another_key(person, before):
    post(person)
    post(PersonFactory())

    assert Group.objects.count() == before + 2


@pytest.mark.parametrize("key", ["pendek", "x" * 129, "dengan spasi dan", "naïve-naïve"])
def test_a_malformed_key_is_refused(person, before, key):
    answer = post(person, key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert Group.objects.count() == before


def test_a_refusal_leaves_nothing_and_may_be_tried_again(person, before):
    refused = post(person, name="penuh")

    assert refused.status_code == 409
    assert (Group.objects.count(), KeptReply.objects.count()) == (before, 0)


def test_replies_are_forgotten_after_a_day(person, before):
    post(person, key="permintaan-1")
    post(person, key="permintaan-2")
    a_day_ago = timezone.now() - timedelta(hours=24, minutes=1)
    KeptReply.objects.filter(key="permintaan-1").update(at=a_day_ago)

    assert services.forget_kept_replies() == 1

    assert KeptReply.objects.get().key == "permintaan-2"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_effect():
    person, before = PersonFactory(), Group.objects.count()

    def ask(_):
        try:
            return post(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(ask, range(6)))

    assert Group.objects.count() == before + 1
    assert len({(a.status_code, a.content) for a in answers}) == 1
    assert sum("Idempotency-Replayed" not in a for a in answers) == 1
