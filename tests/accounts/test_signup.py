"""Signing up by e-mail or by phone, and what those learn who try it with somebody else's."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from stc.accounts import news, senders
from stc.accounts.models import User
from tests.accounts.doors import (
    MAIL,
    NEW,
    PHONE,
    TYPED,
    code_by_mail,
    code_by_phone,
    codes_of,
    person_by_mail,
    person_by_phone,
    sign_up,
    who,
)
from tests.accounts.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
VERIFY_PHONE, VERIFY_MAIL = "account_verify_phone", "account_email_verification_sent"


@pytest.fixture
def heard(monkeypatch):
    """What is told, and to whom, beside who listens already."""
    told = []
    monkeypatch.setattr(news, "_tellers", [lambda **said: told.append(said)])
    return told


@pytest.fixture
def no_sender(settings):
    settings.CODES_TO_FILE = False


def shown(response, *, without: str) -> tuple[int, str]:
    """Status and page, without what differs each time."""
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", response.content.decode())
    return response.status_code, page.replace(without, "X")


def test_one_signs_up_by_mail_and_a_code(client):
    answer = sign_up(client, "Sari@Contoh.id")
    assert answer["Location"] == reverse(VERIFY_MAIL)
    assert who(client) is None

    client.post(reverse(VERIFY_MAIL), {"code": code_by_mail()})

    person = who(client)
    assert (person.email, person.phone, person.full_name) == (MAIL, None, "Sari Wulandari")
    assert person.check_password(NEW["password1"])


def test_one_signs_up_by_phone_and_a_code(client):
    answer = sign_up(client, TYPED)
    assert answer["Location"] == reverse(VERIFY_PHONE)
    assert who(client) is None

    client.post(reverse(VERIFY_PHONE), {"code": code_by_phone()})

    person = who(client)
    assert (person.email, person.phone.as_e164, person.phone_verified) == (None, PHONE, True)


def test_a_second_person_signs_up_by_phone_alone():
    for number in ("081234567801", "081234567802"):
        assert sign_up(Client(), number).status_code == 302

    assert User.objects.filter(email=None).count() == 2


@pytest.mark.parametrize(("contact", "page"), [(MAIL, VERIFY_MAIL), (TYPED, VERIFY_PHONE)])
def test_a_wrong_code_lets_nobody_in_and_the_third_ends_it(client, contact, page):
    sign_up(client, contact)

    answers = [client.post(reverse(page), {"code": "x"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert who(client) is None


@pytest.mark.parametrize(
    ("free", "taken", "make", "page"),
    [
        ("lain@contoh.id", MAIL, person_by_mail, VERIFY_MAIL),
        ("+6281234567899", PHONE, person_by_phone, VERIFY_PHONE),
    ],
)
def test_a_taken_contact_looks_exactly_like_a_free_one(free, taken, make, page):
    make()
    seen = []

    for contact in (free, taken):
        client = Client()
        answer = sign_up(client, contact)
        asked = shown(client.get(reverse(page)), without=contact)
        refused = shown(client.post(reverse(page), {"code": "111"}), without=contact)
        seen.append((answer.status_code, answer["Location"], asked, refused))

    assert seen[0] == seen[1]


def test_a_taken_contact_costs_as_much_hashing_as_a_free_one(monkeypatch):
    from django.contrib.auth import hashers

    counted = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *a, **k: counted.append(1) or encode(self, *a, **k)
    )
    person_by_phone()
    counts = []
    for contact in ("081234567801", TYPED):
        counted.clear()
        sign_up(Client(), contact)
        counts.append(len(counted))

    assert counts == [1, 1]


def test_the_owner_of_a_taken_address_is_told(client):
    person_by_mail()

    sign_up(client, MAIL)

    assert [(m.to, m.subject) for m in mail.outbox] == [([MAIL], "Anda sudah punya akun")]
    assert User.objects.count() == 1


def test_the_owner_of_a_taken_number_is_told_and_no_code_goes_out(client, heard):
    owner = person_by_phone("+6281234567811")

    sign_up(client, "081234567811")

    assert [(said["kind"], said["to"]) for said in heard] == [("accounts.sign_up_tried", owner)]
    assert codes_of("+6281234567811") == []


def test_who_proves_a_restarted_sign_up_has_the_password_typed_there(client):
    sign_up(Client(), MAIL, full_name="Saru")
    from django.core.cache import cache

    cache.clear()  # the ten seconds between two mails

    sign_up(client, MAIL, password1="laut-luas-biru-7")
    person = User.objects.get()
    assert person.check_password(NEW["password1"])  # nothing changes before the proof
    client.post(reverse(VERIFY_MAIL), {"code": code_by_mail()})

    assert who(client).check_password("laut-luas-biru-7")
    assert who(client).full_name == "Sari Wulandari"


def test_a_finished_account_is_never_started_anew(client):
    owner = person_by_mail()

    sign_up(client, MAIL, password1="laut-luas-biru-7")

    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_what_is_neither_is_refused_and_nothing_typed_is_lost(client):
    answer = sign_up(client, "bukan apa-apa")

    assert answer.status_code == 422
    assert "bukan nomor ponsel dan bukan alamat surel" in answer.content.decode()
    assert 'value="bukan apa-apa"' in answer.content.decode()
    assert 'value="Sari Wulandari"' in answer.content.decode()


def test_a_weak_password_is_refused(client):
    assert sign_up(client, MAIL, password1="12345678").status_code == 422
    assert not User.objects.exists()


def test_without_a_sender_the_page_says_that_phones_are_not_reached(client, no_sender):
    page = client.get(reverse("account_signup")).content.decode()

    assert "kode belum bisa dikirim ke ponsel" in page
    assert "Nomor ponsel" not in page
    assert sign_up(client, TYPED).status_code == 422
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("page", "field"), [("account_claim", "contact"), ("account_reset_password", "email")]
)
def test_without_a_sender_no_code_is_promised_to_a_phone(client, no_sender, page, field):
    person_by_phone()
    before = codes_of()

    shown = client.get(reverse(page)).content.decode()
    answer = client.post(reverse(page), {field: TYPED, "password1": NEW["password1"]})

    assert "kode belum bisa dikirim ke ponsel" in shown
    assert answer.status_code == 422
    assert codes_of() == before


def test_a_sender_registers_once(monkeypatch):
    monkeypatch.setattr(senders, "_registered", [])
    sender = senders.FileSender()

    senders.register(sender)

    assert senders.current() is sender
    with pytest.raises(ValueError, match="already"):
        senders.register(sender)


def test_a_sender_that_fails_is_said_and_the_person_can_log_in_later(client, monkeypatch):
    def fails(*_):
        raise OSError("no network")

    monkeypatch.setattr(senders.FileSender, "send", fails)

    answer = sign_up(client, TYPED)

    assert answer.status_code == 503
    assert "Kode belum terkirim" in answer.content.decode()


def test_a_mail_server_that_is_down_is_said(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = sign_up(client, MAIL)

    assert answer.status_code == 503
    assert "Kode belum terkirim" in answer.content.decode()


def test_two_windows_that_sign_up_the_same_number_at_once_make_one_person(client, monkeypatch):
    """The second finds out when it saves: what it looked up before was right then."""
    from stc.accounts.services import contacts

    PersonFactory(phone=PHONE, email=None, phone_verified=True)
    looked = iter([None])
    real = contacts.owner_of
    monkeypatch.setattr(contacts, "owner_of", lambda **c: next(looked, real(**c)))

    answer = sign_up(client, TYPED)

    assert answer["Location"] == reverse(VERIFY_PHONE)
    assert User.objects.count() == 1
