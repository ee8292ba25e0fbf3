from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from stc.accounts.groups import PLATFORM_ADMINS
from stc.accounts.models import Appointment
from stc.api import services
from stc.api.errors import KeyExpiryOutOfRange, KeyNameTaken, TooManyKeys, UnknownScope
from stc.api.models import ApiKey
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, officer
from tests.api.conftest import key_of, with_key

KEYS = "developers:keys"


def make(person, **changed):
    today = timezone.localdate()
    asked = {"label": "Absensi", "scopes": ["profile:read"], "expires_on": today}
    return services.make_key(by=person, **(asked | changed))


def test_a_key_is_kept_as_a_hash_and_its_making_is_in_the_trail(person):
    key, token = make(person)

    row = ApiKey.objects.values().get(pk=key.pk)
    assert token.startswith("stc_" + row["prefix"])
    assert token.removeprefix("stc_") not in str(row)
    assert row["digest"] == services.digest_of(token)
    assert Notice.objects.get(person=person).kind == "api.key_made"
    entry = AuditEntry.objects.get(act="api.make_key")
    assert (entry.subject, entry.became) == (f"api.apikey:{key.pk}", "profile:read")


@pytest.mark.parametrize("scopes", [[], ["all"], ["profile:read", "root"]])
def test_a_key_names_known_scopes(person, scopes):
    with pytest.raises(UnknownScope):
        make(person, scopes=scopes)


@pytest.mark.parametrize("days", [-1, services.LONGEST_DAYS + 1])
def test_a_key_ends_within_a_year(person, days):
    with pytest.raises(KeyExpiryOutOfRange):
        make(person, expires_on=timezone.localdate() + timedelta(days=days))


def test_a_name_is_used_once_until_its_key_is_revoked(person):
    first, _ = make(person)

    with pytest.raises(KeyNameTaken):
        make(person)

    services.revoke_key(key_id=first.pk, by=person)
    assert make(person)[0].pk != first.pk


def test_nobody_heaps_up_keys(person):
    for number in range(services.LIMIT):
        make(person, label=str(number))

    with pytest.raises(TooManyKeys):
        make(person)


def test_a_second_revocation_changes_nothing(person):
    key, _ = make(person)
    first = services.revoke_key(key_id=key.pk, by=person)

    second = services.revoke_key(key_id=key.pk, by=person)

    assert second.revoked_at == first.revoked_at
    assert AuditEntry.objects.filter(act="api.revoke_key").count() == 1


def test_a_key_opens_what_its_scope_names(person):
    token = key_of(person, "profile:read")

    assert with_key(token).get("/api/v1/me/").json()["id"] == person.pk
    refused = with_key(token).patch("/api/v1/me/", {"language": "en"}, format="json")

    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    person.refresh_from_db()
    assert person.language == "id"


@pytest.mark.urls("tests.api.trial")
def test_an_endpoint_that_names_no_scope_is_closed_to_keys(person):
    assert with_key(key_of(person)).get("/scopeless/").status_code == 403


def _revoked(token):
    key = ApiKey.objects.get(digest=services.digest_of(token))
    services.revoke_key(key_id=key.pk, by=key.owner)


def _ended(token):
    yesterday = timezone.localdate() - timedelta(days=1)
    ApiKey.objects.filter(digest=services.digest_of(token)).update(expires_on=yesterday)


def _owner_inactive(token):
    key = ApiKey.objects.get(digest=services.digest_of(token))
    key.owner.is_active = False
    key.owner.save()


@pytest.mark.parametrize("closing", [_revoked, _ended, _owner_inactive])
def test_a_key_that_is_not_in_force_lets_nobody_in(person, closing):
    token = key_of(person)
    closing(token)

    refused = with_key(token).get("/api/v1/me/")

    assert (refused.status_code, refused.json()["code"]) == (401, "key_not_valid")
    assert refused["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", ["", "stc_", "stc_x y", "stc_\xff", "stc_" + "a" * 5000])
def test_what_is_no_key_is_refused(db, token):
    assert with_key(token).get("/api/v1/me/").status_code == 401


def test_use_is_noted_once_a_minute(person, django_assert_num_queries):
    token = key_of(person)
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False) as clock:
        ApiKey.objects.update(expires_on="2026-12-31")
        with_key(token).get("/api/v1/me/")
        first = ApiKey.objects.get().last_used_at
        clock.shift(30)
        with_key(token).get("/api/v1/me/")
        within = ApiKey.objects.get().last_used_at
        clock.shift(31)
        with_key(token).get("/api/v1/me/")
        later = ApiKey.objects.get().last_used_at

    assert within == first
    assert later == first + timedelta(seconds=61)


def test_a_key_loses_what_a_role_gave_when_the_role_ends(db, settings):
    settings.DEMO = True  # a demo asks no second factor
    admin = officer(PLATFORM_ADMINS)
    client = with_key(key_of(admin))
    assert client.get("/api/v1/me/").json()["roles"] == [PLATFORM_ADMINS]

    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(person=admin).update(ends_on=yesterday)

    assert client.get("/api/v1/me/").json()["roles"] == []


def test_a_key_cannot_make_keys(person):
    sent = with_key(key_of(person)).post(reverse(KEYS), {"label": "Lagi"})

    assert sent.status_code == 302
    assert sent["Location"].startswith(reverse("account_login"))
    assert ApiKey.objects.count() == 1


def form(**changed):
    day = timezone.localdate() + timedelta(days=30)
    return {"label": "Absensi", "scopes": ["profile:read"], "expires_on": day, **changed}


def test_the_page_shows_a_new_token_once(client, person):
    client.force_login(person)

    answer = client.post(reverse(KEYS), form())

    token = answer.context["token"]
    assert token in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert with_key(token).get("/api/v1/me/").status_code == 200
    again = client.get(reverse(KEYS)).content.decode()
    assert token not in again
    assert f"stc_{ApiKey.objects.get().prefix}" in again


def test_a_double_submit_makes_one_key(client, person):
    client.force_login(person)
    client.post(reverse(KEYS), form())

    second = client.post(reverse(KEYS), form())

    assert second.status_code == 422
    assert ApiKey.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"label": ""}, {"scopes": ["root"]}, {"expires_on": "2001-01-01"}]
)
def test_a_wrong_form_keeps_what_was_typed(client, person, wrong):
    client.force_login(person)

    answer = client.post(reverse(KEYS), form(**{"label": "Absensi gerbang"} | wrong))

    assert answer.status_code == 422
    assert ApiKey.objects.count() == 0
    if "label" not in wrong:
        assert "Absensi gerbang" in answer.content.decode()


def test_a_stranger_is_sent_to_log_in(client, db):
    assert client.get(reverse(KEYS)).status_code == 302


def test_a_peer_neither_sees_nor_revokes_my_key(client, person):
    key, _ = make(person, label="Milik saya")
    client.force_login(PersonFactory())

    seen = client.get(reverse(KEYS)).content.decode()
    revoked = client.post(reverse("developers:revoke", args=[key.pk]))

    assert "Milik saya" not in seen
    assert revoked.status_code == 404
    assert ApiKey.objects.get().in_force


def test_the_owner_revokes(client, person):
    key, token = make(person)
    client.force_login(person)

    client.post(reverse("developers:revoke", args=[key.pk]))

    assert with_key(token).get("/api/v1/me/").status_code == 401
