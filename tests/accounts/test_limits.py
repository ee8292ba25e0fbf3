"""What is counted by whom; a limit answers with words."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.accounts.doors import MAIL, PHONE, TYPED, log_in, person_by_mail, person_by_phone, who
from tests.accounts.doors import sign_up as sign_up_with
from tests.accounts.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgiven():
    cache.clear()


def test_the_sixth_guess_is_refused_even_with_the_right_password(client):
    person_by_mail()
    for _ in range(5):
        log_in(client, MAIL, "wrong")

    answer = log_in(client, MAIL, PASSWORD)

    assert who(client) is None
    assert "Terlalu banyak percobaan yang salah" in answer.content.decode()


def test_a_guesser_at_one_number_locks_out_nobody_else(client):
    """allauth counts all phone numbers as one."""
    person_by_phone("+6281234567801")
    other = person_by_phone("+6281234567802")
    for _ in range(6):
        log_in(Client(), "081234567801", "wrong")

    log_in(client, "081234567802")

    assert who(client) == other


def test_other_spellings_of_a_number_are_no_more_guesses(client):
    person_by_phone()
    for typed in ("081234567890", "0812-3456-7890", PHONE, "62812 3456 7890", "812.3456.7890"):
        log_in(Client(), typed, "wrong")

    log_in(client, TYPED, PASSWORD)

    assert who(client) is None


def test_right_passwords_use_up_no_guesses(client):
    person = person_by_mail()
    for _ in range(8):
        log_in(Client(), MAIL)

    log_in(client, MAIL)

    assert who(client) == person


def test_a_second_code_within_half_a_minute_is_429_with_words():
    sign_up_with(Client(), TYPED)

    answer = sign_up_with(Client(), TYPED)

    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_a_second_code_asked_for_on_the_page_says_to_wait(client):
    sign_up_with(client, TYPED)

    answer = client.post(reverse("account_verify_phone"), {"action": "resend"}, follow=True)

    assert "Tunggu sebentar" in answer.content.decode()


def test_codes_for_a_forgotten_password_are_few():
    answers = [
        Client().post(reverse("account_reset_password"), {"email": MAIL}).status_code
        for _ in range(6)
    ]

    assert answers == [302] * 5 + [429]


def guess(address: str, forwarded: str = "") -> None:
    """A guess at somebody new each time, so that only the address is counted."""
    guess.n = getattr(guess, "n", 0) + 1
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    log_in(Client(REMOTE_ADDR=address), f"a{guess.n}@contoh.id", "wrong", headers=headers)


@pytest.fixture
def two_an_address(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "2/m/ip"}
    person_by_mail()


def test_without_a_trusted_proxy_the_address_is_the_connections(client, two_an_address):
    for n in range(2):
        guess("10.0.0.9", forwarded=f"203.0.113.{n}")

    log_in(Client(REMOTE_ADDR="10.0.0.9"), MAIL)
    locked = Client(REMOTE_ADDR="10.0.0.9")
    log_in(locked, MAIL, headers={"X-Forwarded-For": "203.0.113.77"})

    assert who(locked) is None


def test_behind_a_trusted_proxy_the_address_is_what_it_saw(client, two_an_address, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(2):
        guess("10.0.0.9", forwarded=f"6.6.6.{n}, 203.0.113.5")
    same, another = Client(REMOTE_ADDR="10.0.0.9"), Client(REMOTE_ADDR="10.0.0.9")

    log_in(same, MAIL, headers={"X-Forwarded-For": "6.6.6.99, 203.0.113.5"})
    log_in(another, MAIL, headers={"X-Forwarded-For": "203.0.113.6"})

    assert who(same) is None
    assert who(another) is not None
