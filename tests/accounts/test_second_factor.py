"""Officers show a second factor before anything else; others may."""

import pytest
import rules
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.urls import reverse

from stc.accounts import groups, second_factor
from stc.accounts.services.groups import load_groups
from tests.accounts.doors import MAIL, TYPED, log_in, person_by_mail, person_by_phone, totp, who
from tests.accounts.factories import appoint

pytestmark = pytest.mark.django_db
SET_UP = "mfa_activate_totp"


@pytest.fixture(autouse=True)
def _forgiven():
    cache.clear()


@pytest.fixture
def officer(client):
    """Logged in with the password alone."""
    person = person_by_mail()
    appoint(person, groups.EXAM_OFFICERS)
    log_in(client, MAIL)
    return person


def set_up(client) -> str:
    """Scan the key, type the code; the key."""
    secret = client.get(reverse(SET_UP)).context["form"].secret
    answer = client.post(reverse(SET_UP), {"code": totp(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def with_app(person) -> str:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_an_officer_is_led_to_set_it_up_first(client, officer):
    answer = client.get("/saya/?x=1")

    assert answer["Location"] == f"{reverse(SET_UP)}?next=%2Fsaya%2F%3Fx%3D1"
    assert client.get(answer["Location"]).status_code == 200


def test_the_editor_is_closed_until_then(client):
    load_groups()
    person = person_by_mail()
    appoint(person, groups.PLATFORM_ADMINS)
    log_in(client, MAIL)

    assert client.get("/cms/")["Location"].startswith(reverse(SET_UP))


def test_the_api_answers_a_problem(client, officer):
    answer = client.get("/api/v1/me/")

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "second_factor_required"


def test_once_set_up_the_officer_goes_on(client, officer):
    set_up(client)

    assert client.get("/saya/").status_code == 200


def test_the_recovery_codes_are_shown_and_each_works_once(client, officer):
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    answers = []

    for code in (codes[0], codes[0]):
        client.post(reverse("account_logout"))
        log_in(client, MAIL)
        client.post(reverse("mfa_authenticate"), {"code": code})
        answers.append(who(client))

    assert answers == [officer, None]


def test_at_the_next_log_in_the_app_is_asked(client):
    person = person_by_mail()
    secret = with_app(person)

    answer = log_in(client, MAIL)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert who(client) is None
    assert client.post(answer["Location"], {"code": "000000"}).status_code in (200, 422)
    client.post(answer["Location"], {"code": totp(secret)})

    assert who(client) == person


def test_by_phone_the_app_is_asked_as_well(client):
    secret = with_app(person_by_phone())

    log_in(client, TYPED)
    assert who(client) is None
    client.post(reverse("mfa_authenticate"), {"code": totp(secret)})

    assert who(client) is not None


def test_a_session_from_before_the_app_shows_the_code_before_it_goes_on(client, officer):
    secret = with_app(officer)

    answer = client.get("/saya/")
    assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fsaya%2F"
    answer = client.post(answer["Location"], {"code": totp(secret), "next": "/saya/"})

    assert answer["Location"] == "/saya/"
    assert client.get("/saya/").status_code == 200


@pytest.mark.parametrize(
    "page", ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "account_email", "mfa_index"]
)
def test_a_password_alone_reads_no_recovery_codes_and_changes_no_address(client, officer, page):
    with_app(officer)

    answer = client.get(reverse(page))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_superuser_must_show_it_without_any_role(client):
    person = person_by_mail()
    person.is_superuser = True
    person.save()
    log_in(client, MAIL)

    assert client.get("/saya/")["Location"].startswith(reverse(SET_UP))


def test_a_role_that_is_given_asks_for_it_at_the_next_page(client):
    person = person_by_mail()
    log_in(client, MAIL)
    assert client.get("/saya/").status_code == 200

    appoint(person, groups.CATALOGUE_EDITORS)

    assert client.get("/saya/")["Location"].startswith(reverse(SET_UP))


def test_a_person_without_a_role_is_not_asked(client):
    person_by_mail()
    log_in(client, MAIL)

    assert client.get("/saya/").status_code == 200


def test_a_demo_asks_nobody(client, officer, settings):
    settings.DEMO = True

    assert client.get("/saya/").status_code == 200


def test_an_upper_app_says_who_else_must(client, monkeypatch):
    monkeypatch.setattr(second_factor, "_predicates", [])
    second_factor.register(rules.predicate(lambda person: person.email == MAIL))
    person_by_mail()
    log_in(client, MAIL)

    assert client.get("/saya/")["Location"].startswith(reverse(SET_UP))


def test_an_officer_cannot_take_it_off(client, officer):
    set_up(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "tidak dapat dilepas" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_others_can(client):
    person_by_mail()
    log_in(client, MAIL)
    set_up(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()


def test_setting_it_up_long_after_log_in_asks_the_password(client, officer):
    session = client.session
    for done in session["account_authentication_methods"]:
        done["at"] -= 3600
    session.save()

    answer = client.get(reverse(SET_UP))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_who_has_shown_it_costs_no_query_more(client, officer, django_assert_max_num_queries):
    set_up(client)
    client.get("/saya/")

    with django_assert_max_num_queries(8):
        client.get("/saya/")


def test_who_has_no_role_costs_no_query_more(
    client, django_assert_max_num_queries, django_assert_num_queries, settings
):
    person_by_mail()
    log_in(client, MAIL)
    client.get("/saya/")
    with django_assert_max_num_queries(8) as with_it:
        client.get("/saya/")

    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "SecondFactor" not in m]
    client.handler._middleware_chain = None

    with django_assert_num_queries(len(with_it)):
        client.get("/saya/")


def test_the_key_of_the_app_is_sealed_at_rest():
    person = person_by_mail()

    secret = with_app(person)

    kept = str(Authenticator.objects.get().data)
    assert secret not in kept
    assert Authenticator.objects.get().wrap().validate_code(totp(secret))
