"""Signing in as a person does it: through the pages."""

import json
from pathlib import Path

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.urls import reverse

from stc.accounts.models import User
from tests.accounts.factories import PASSWORD, PersonFactory

MAIL, PHONE, TYPED = "sari@contoh.id", "+6281234567890", "0812-3456-7890"
NEW = {"full_name": "Sari Wulandari", "password1": "sungai-besar-tenang"}


def person_by_mail(email: str = MAIL, **fields) -> User:
    person = PersonFactory(email=email, **fields)
    person.emailaddress_set.create(email=email, verified=True, primary=True)
    return person


def person_by_phone(phone: str = PHONE, **fields) -> User:
    return PersonFactory(**{"email": None, "phone": phone, "phone_verified": True} | fields)


def record(**fields) -> User:
    """A record that others made: no log-in yet."""
    fields = {"email": None} | fields
    person = PersonFactory(**fields)
    person.set_unusable_password()
    person.save()
    return person


def log_in(client, login: str, password: str = PASSWORD, **headers):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **headers)


def sign_up(client, contact: str, **fields):
    return client.post(reverse("account_signup"), NEW | {"contact": contact} | fields)


def who(client) -> User | None:
    """Who is signed in with this client."""
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def codes_of(phone: str = PHONE) -> list[dict]:
    file = Path(settings.DATA_DIR) / "codes" / f"{phone}.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def code_by_phone(phone: str = PHONE) -> str:
    return codes_of(phone)[-1]["code"]


def code_by_mail() -> str:
    return mail.outbox[-1].subject.rpartition(" ")[2]


def totp(secret: str) -> str:
    """What an authenticator application shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
