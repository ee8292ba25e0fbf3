"""Logging in, out and back in; passwords; one's address and number."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from stc.accounts import news
from stc.accounts.passwords import Argon2idHasher
from stc.accounts.phone import hidden
from stc.audit.models import AuditEntry
from tests.accounts.doors import (
    MAIL,
    PHONE,
    TYPED,
    code_by_mail,
    code_by_phone,
    codes_of,
    log_in,
    person_by_mail,
    person_by_phone,
    record,
    who,
)
from tests.accounts.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "laut-luas-biru-7"


def page_of(response, *, without: str = "") -> str:
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", response.content.decode())
    return page.replace(without, "X") if without else page


@pytest.mark.parametrize("typed", ["0812-3456-7890", "62812 3456 7890", "+62 812-3456-7890", PHONE])
def test_one_logs_in_by_phone_however_typed(client, typed):
    person = person_by_phone()

    answer = log_in(client, typed)

    assert answer["Location"] == "/saya/"
    assert who(client) == person


@pytest.mark.parametrize("typed", [MAIL, "SARI@Contoh.ID", f"  {MAIL} "])
def test_one_logs_in_by_mail_whatever_its_case(client, typed):
    person = person_by_mail()

    log_in(client, typed)

    assert who(client) == person


@pytest.mark.parametrize("login", [MAIL, TYPED, "not anything"])
def test_a_wrong_password_and_an_unknown_name_look_alike(login):
    seen = []
    for exists in (False, True):
        if exists:
            person_by_mail()
            person_by_phone()
        answer = log_in(Client(), login, "wrong")
        seen.append((answer.status_code, page_of(answer)))

    assert seen[0] == seen[1]
    assert seen[0][0] == 422


@pytest.mark.parametrize("login", [MAIL, TYPED, "not anything"])
def test_an_unknown_name_costs_as_much_hashing_as_a_wrong_password(login, monkeypatch):
    from django.contrib.auth import hashers

    hasher, counted = type(hashers.get_hasher()), []
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *a, **k: counted.append(1) or encode(self, *a, **k)
    )

    log_in(Client(), login, "wrong")

    assert len(counted) == 1


def test_the_session_gets_a_new_key_at_log_in(client):
    person_by_mail()
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key

    log_in(client, MAIL)

    assert client.session.session_key != before


def test_a_record_without_a_log_in_takes_no_password(client):
    record(phone=PHONE)

    assert log_in(client, TYPED, "").status_code == 422
    assert log_in(client, TYPED, PASSWORD).status_code == 422


def test_a_closed_account_is_not_let_in(client):
    person_by_mail(is_active=False)

    answer = log_in(client, MAIL)

    assert answer["Location"] == reverse("account_inactive")
    assert who(client) is None


def test_who_never_confirmed_proves_the_address_at_log_in(client):
    person = person_by_mail()
    EmailAddress.objects.update(verified=False)

    answer = log_in(client, MAIL)
    assert answer["Location"] == reverse("account_email_verification_sent")
    client.post(answer["Location"], {"code": code_by_mail()})

    assert who(client) == person


def test_an_unconfirmed_address_does_not_stop_a_log_in_by_phone(client):
    person = person_by_phone(email=MAIL)

    log_in(client, TYPED)

    assert who(client) == person


def test_an_unconfirmed_number_does_not_stop_a_log_in_by_mail(client, settings):
    settings.CODES_TO_FILE = False
    person = person_by_mail(phone=PHONE)

    log_in(client, MAIL)

    assert who(client) == person


def test_logging_out_takes_a_button(client):
    person_by_mail()
    log_in(client, MAIL)

    assert client.get(reverse("account_logout")).status_code == 200
    assert who(client) is not None
    client.post(reverse("account_logout"))

    assert who(client) is None


def forget(client, contact: str):
    return client.post(reverse("account_reset_password"), {"email": contact})


@pytest.mark.parametrize(
    ("contact", "make", "code"),
    [(MAIL, person_by_mail, code_by_mail), (TYPED, person_by_phone, code_by_phone)],
)
def test_a_forgotten_password_is_made_anew_by_a_code(client, contact, make, code):
    person = make()

    answer = forget(client, contact)
    answer = client.post(answer["Location"], {"code": code()})
    client.post(answer["Location"], {"password1": NEW, "password2": NEW})

    person.refresh_from_db()
    assert person.check_password(NEW)
    assert who(client) is None
    log_in(client, contact, NEW)
    assert who(client) == person


@pytest.mark.parametrize(
    ("contact", "shown", "make"), [(MAIL, MAIL, person_by_mail), (TYPED, PHONE, person_by_phone)]
)
def test_resetting_tells_nobody_whether_an_account_exists(contact, shown, make):
    seen = []
    for exists in (False, True):
        if exists:
            make()
        client = Client()
        answer = forget(client, contact)
        page = client.get(answer["Location"])
        refused = client.post(answer["Location"], {"code": "111"})
        pages = [page_of(page), page_of(refused)]
        seen.append((answer.status_code, answer["Location"], refused.status_code, pages))

    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("contact", "make", "code"),
    [(MAIL, person_by_mail, code_by_mail), (TYPED, person_by_phone, code_by_phone)],
)
def test_a_new_password_forgives_the_wrong_ones(client, contact, make, code):
    person = make()
    for _ in range(6):
        log_in(Client(), contact, "wrong")

    answer = forget(client, contact)
    answer = client.post(answer["Location"], {"code": code()})
    client.post(answer["Location"], {"password1": NEW, "password2": NEW})
    log_in(client, contact, NEW)

    assert who(client) == person


def test_an_unknown_address_is_told_that_it_has_no_account(client):
    forget(client, MAIL)

    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([MAIL], "Belum ada akun dengan alamat ini")
    ]


def test_no_code_goes_to_a_number_that_nobody_has(client):
    forget(client, "081234567822")

    assert codes_of("+6281234567822") == []


@pytest.mark.parametrize("contact", [MAIL, TYPED])
def test_a_record_without_a_log_in_cannot_be_taken_by_resetting(client, contact):
    """Claiming asks for the birth date too."""
    record(email=MAIL, phone="+6281234567890")
    known = len(codes_of())

    answer = forget(client, contact)

    assert answer.status_code == 302
    assert len(codes_of()) == known
    assert [m.subject for m in mail.outbox] in ([], ["Belum ada akun dengan alamat ini"])


def signed_in_twice(person_login=MAIL):
    here, there = Client(), Client()
    for client in (here, there):
        log_in(client, person_login)
    return here, there


def test_a_new_password_logs_out_everywhere_else():
    person_by_mail()
    here, there = signed_in_twice()

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert here.get("/saya/").status_code == 200
    assert there.get("/saya/").status_code == 302


def test_the_old_password_is_asked_for(client):
    person = person_by_mail()
    log_in(client, MAIL)

    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": "wrong", "password1": NEW, "password2": NEW},
    )

    assert answer.status_code == 422
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_one_changes_the_address_by_a_code(client):
    person = person_by_mail()
    log_in(client, MAIL)

    answer = client.post(reverse("account_email"), {"email": "baru@contoh.id", "action_add": "1"})
    person.refresh_from_db()
    assert person.email == MAIL
    client.post(answer["Location"], {"code": code_by_mail()})

    person.refresh_from_db()
    assert person.email == "baru@contoh.id"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("baru@contoh.id", True, True)
    ]


def test_one_changes_the_number_by_a_code_and_it_is_told_and_kept_in_the_trail(client, monkeypatch):
    told = []
    monkeypatch.setattr(news, "_tellers", [lambda **said: told.append(said["kind"])])
    person = person_by_phone()
    log_in(client, TYPED)

    answer = client.post(reverse("account_change_phone"), {"phone": "0813 4567 8901"})
    person.refresh_from_db()
    assert person.phone.as_e164 == PHONE
    client.post(answer["Location"], {"code": code_by_phone("+6281345678901")})

    person.refresh_from_db()
    assert (person.phone.as_e164, person.phone_verified) == ("+6281345678901", True)
    assert told == ["accounts.phone_changed"]
    trail = AuditEntry.objects.get(act="accounts.phone_changed")
    assert (trail.was, trail.became) == (hidden(PHONE), hidden("+6281345678901"))


def test_another_persons_number_cannot_be_taken(client):
    person_by_phone()
    other = person_by_mail("lain@contoh.id")
    log_in(client, "lain@contoh.id")

    answer = client.post(reverse("account_change_phone"), {"phone": TYPED})
    answer = client.post(answer["Location"], {"code": code_by_phone()})

    assert answer.status_code == 422
    other.refresh_from_db()
    assert other.phone is None


def test_changing_an_address_long_after_log_in_asks_the_password_again(client):
    person_by_mail()
    log_in(client, MAIL)
    session = client.session
    for done in session["account_authentication_methods"]:
        done["at"] -= 3600
    session.save()

    answer = client.post(reverse("account_email"), {"email": "baru@contoh.id", "action_add": "1"})

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_there_is_one_log_in():
    client = Client()

    assert client.get("/cms/")["Location"] == "/akun/masuk/?next=/cms/"
    assert client.get("/cms/login/?next=/cms/")["Location"] == "/akun/masuk/?next=/cms/"
    assert client.get("/admin/").status_code == 404


def test_after_log_in_one_is_where_one_wanted_to_be_but_never_on_another_site(client):
    person_by_mail()
    page = reverse("account_login")

    answer = client.post(page, {"login": MAIL, "password": PASSWORD, "next": "/pemberitahuan/"})
    assert answer["Location"] == "/pemberitahuan/"
    client.post(reverse("account_logout"))
    answer = client.post(page, {"login": MAIL, "password": PASSWORD, "next": "//evil.example/"})

    assert answer["Location"] == "/saya/"


def test_passwords_are_hashed_by_argon2id_at_19_mib():
    hashed = Argon2idHasher().encode("sungai-besar-tenang", "salt-of-this-test")

    algorithm, kind, version, parameters, *_ = hashed.split("$")
    assert (algorithm, kind, version, parameters) == (
        "argon2",
        "argon2id",
        "v=19",
        "m=19456,t=2,p=1",
    )


def test_a_hash_of_weaker_parameters_is_renewed():
    class Weaker(Argon2idHasher):
        memory_cost = 8 * 1024

    weak = Weaker().encode("sungai-besar-tenang", "salt-of-this-test")

    assert Argon2idHasher().verify("sungai-besar-tenang", weak)
    assert Argon2idHasher().must_update(weak)


def test_the_house_hashes_with_it():
    from stc.settings import people

    assert people.PASSWORD_HASHERS == ["stc.accounts.passwords.Argon2idHasher"]


@pytest.fixture(autouse=True)
def _forgiven():
    cache.clear()
