"""A record that others made becomes its person's own: proof of the address, then a birth date."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from stc.accounts.models import User
from stc.accounts.services import claiming
from stc.audit.models import AuditEntry
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
    record,
    sign_up,
    who,
)
from tests.accounts.test_signup import VERIFY_MAIL, VERIFY_PHONE, shown

pytestmark = pytest.mark.django_db
BORN = date(1990, 4, 17)
BIRTH_DATE = "account_claim_birth_date"


@pytest.fixture(autouse=True)
def _forgiven():
    cache.clear()


def claim(client, contact: str):
    data = {"contact": contact, "password1": NEW["password1"]}
    return client.post(reverse("account_claim"), data)


def prove(client, contact: str):
    page, code = (VERIFY_PHONE, code_by_phone) if contact == TYPED else (VERIFY_MAIL, code_by_mail)
    return client.post(reverse(page), {"code": code()})


def answer_with(client, day: str):
    return client.post(reverse(BIRTH_DATE), {"birth_date": day})


@pytest.mark.parametrize("contact", [TYPED, MAIL])
@pytest.mark.parametrize("begin", [sign_up, claim])
def test_the_record_is_claimed_by_code_and_birth_date(client, begin, contact):
    person = record(full_name="Slamet", phone=PHONE, email=MAIL, birth_date=BORN)

    begin(client, contact)
    assert prove(client, contact)["Location"] == reverse(BIRTH_DATE)
    assert who(client) is None
    answer_with(client, "1990-04-17")

    assert who(client) == person
    assert client.get("/saya/").status_code == 200
    assert User.objects.get().full_name == "Slamet"
    assert User.objects.get().check_password(NEW["password1"])
    trail = AuditEntry.objects.get(act="accounts.claimed")
    assert trail.subject == f"accounts.user:{person.pk}"


def test_a_wrong_birth_date_is_refused_neutrally_and_left_in_the_trail(client):
    person = record(phone=PHONE, birth_date=BORN)
    sign_up(client, TYPED)
    prove(client, TYPED)

    answer = answer_with(client, "1990-04-18")

    assert answer.status_code == 422
    assert "tidak dapat diklaim dengan tanggal lahir ini" in answer.content.decode()
    assert 'value="1990-04-18"' in answer.content.decode()
    assert who(client) is None
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert AuditEntry.objects.filter(act="accounts.claim_refused").count() == 1


def test_after_five_wrong_birth_dates_the_right_one_is_refused_too_from_anywhere():
    record(phone=PHONE, email=MAIL, birth_date=BORN)
    here, there = Client(), Client()
    sign_up(here, TYPED)
    prove(here, TYPED)
    for day in range(1, 6):
        wrong = answer_with(here, f"1990-04-0{day}")
    sign_up(there, MAIL)
    prove(there, MAIL)

    right = answer_with(there, "1990-04-17")

    assert right.status_code == 422
    assert who(there) is None
    said = "tidak dapat diklaim dengan tanggal lahir ini"
    assert said in right.content.decode()
    assert said in wrong.content.decode()


def test_a_record_without_a_birth_date_is_refused_in_the_same_words(client):
    record(phone=PHONE)
    sign_up(client, TYPED)
    prove(client, TYPED)

    assert answer_with(client, "1990-04-17").status_code == 422
    assert who(client) is None


def test_nobody_reaches_the_question_without_the_code(client):
    record(phone=PHONE, birth_date=BORN)
    sign_up(client, TYPED)

    assert answer_with(client, "1990-04-17")["Location"] == reverse("account_login")
    assert client.get("/saya/").status_code == 302


def test_what_the_records_makers_called_proven_is_proven_again(client):
    person = record(phone=PHONE, phone_verified=True, email=MAIL, birth_date=BORN)
    EmailAddress.objects.create(user=person, email=MAIL, verified=True, primary=True)

    assert sign_up(client, TYPED)["Location"] == reverse(VERIFY_PHONE)
    assert sign_up(Client(), MAIL)["Location"] == reverse(VERIFY_MAIL)


def test_a_claim_looks_the_same_whoever_has_the_number_or_nobody():
    seen = []
    for make in (lambda: None, lambda: record(phone=PHONE, birth_date=BORN), person_by_phone):
        cache.clear()
        User.objects.all().delete()
        make()
        client = Client()
        answer = claim(client, TYPED)
        page = shown(client.get(answer["Location"]), without=PHONE)
        refused = shown(client.post(answer["Location"], {"code": "111"}), without=PHONE)
        seen.append((answer.status_code, answer["Location"], page, refused))

    assert seen[0] == seen[1] == seen[2]


def test_a_claim_of_what_does_not_exist_makes_nobody_and_says_so_by_mail(client):
    claim(client, MAIL)

    assert not User.objects.exists()
    assert [m.subject for m in mail.outbox] == ["Belum ada akun dengan alamat ini"]


def test_a_claim_of_an_account_tells_its_owner(client):
    person_by_mail()

    claim(client, MAIL)

    assert [m.subject for m in mail.outbox] == ["Anda sudah punya akun"]


def test_an_erased_record_cannot_be_claimed(client):
    record(phone=PHONE, birth_date=BORN, is_active=False)
    known = len(codes_of())

    sign_up(client, TYPED)

    assert len(codes_of()) == known


def test_a_record_is_claimed_once():
    person = record(phone=PHONE, birth_date=BORN)
    claiming.claim_record(person_id=person.pk, birth_date=BORN, password="first-hash")

    with pytest.raises(claiming.NotYourRecord):
        claiming.claim_record(person_id=person.pk, birth_date=BORN, password="second-hash")

    assert User.objects.get().password == "first-hash"


def test_the_log_in_page_leads_to_it(client):
    page = client.get(reverse("account_login")).content.decode()

    assert f'href="{reverse("account_claim")}"' in page
    assert "Sudah terdaftar lewat perusahaan atau asosiasi? Klaim data Anda" in page
