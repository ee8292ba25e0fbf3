"""Who chooses the language and the zone: the person, then the cookie, else Indonesian and WIB."""

import pytest
from django.test import Client
from django.urls import reverse

from stc.accounts.models import User
from tests.accounts.doors import MAIL, log_in, person_by_mail

pytestmark = pytest.mark.django_db
LOG_IN = "/akun/masuk/"


def choose(client, language: str, **data):
    return client.post(reverse("set_language"), {"language": language, "next": LOG_IN} | data)


def language_of(client, path: str = LOG_IN) -> str:
    return client.get(path)["Content-Language"]


def test_a_phone_set_to_english_still_gets_indonesian(client):
    answer = client.get(LOG_IN, headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert answer["Content-Language"] == "id"
    assert '<html lang="id"' in answer.content.decode()


def test_a_stranger_chooses_by_cookie(client):
    answer = choose(client, "en")

    assert answer["Location"] == LOG_IN
    assert client.cookies["bahasa"].value == "en"
    assert language_of(client) == "en"


def test_a_person_chooses_for_every_device(client):
    person = person_by_mail()
    log_in(client, MAIL)

    choose(client, "en")

    person.refresh_from_db()
    assert person.language == "en"
    assert language_of(client, "/saya/") == "en"
    other_device = Client()
    log_in(other_device, MAIL)
    assert language_of(other_device, "/saya/") == "en"


def test_at_log_in_the_persons_choice_wins_over_the_cookie(client):
    person_by_mail(language="id")
    choose(client, "en")

    log_in(client, MAIL)

    assert language_of(client, "/saya/") == "id"


def test_at_log_in_the_session_learns_the_zone(client):
    person_by_mail(zone=User.Zone.WIT)

    log_in(client, MAIL)

    assert client.session["zone"] == "Asia/Jayapura"


@pytest.mark.parametrize("wanted", ["", "xx", "id-ID", "<script>"])
def test_a_language_that_the_house_does_not_speak_changes_nothing(client, wanted):
    person = person_by_mail()
    log_in(client, MAIL)

    choose(client, wanted)

    person.refresh_from_db()
    assert person.language == "id"
    assert "bahasa" not in client.cookies


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "javascript:x"])
def test_the_switch_never_leads_to_another_site(client, wanted):
    assert choose(client, "en", next=wanted)["Location"] == "/"


def test_switching_takes_a_form(client):
    assert client.get(reverse("set_language")).status_code == 405


def test_caches_know_that_one_address_speaks_both(client):
    assert "Cookie" in client.get(LOG_IN)["Vary"]


def test_one_who_signs_up_in_english_is_spoken_to_in_english(client):
    from tests.accounts.doors import sign_up

    choose(client, "en")

    sign_up(client, MAIL)

    assert User.objects.get().language == "en"
