"""Logs carry ids: nothing that people typed, no name, no token."""

import io
import json
import logging

import pytest
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from stc.accounts.models import User
from tests.accounts.factories import PASSWORD, PersonFactory
from tests.api.conftest import key_of, signed_in, with_key

EMAIL = "sari.rahasia@contoh.id"
PHONE = "+6281298765432"
NIK = "3171234567890123"
NAME = "Sari Sangat Rahasia"


@pytest.fixture
def log():
    """What the handler of production writes, beside the handler itself."""
    root = logging.getLogger()
    real = next(h for h in root.handlers if isinstance(h.formatter, ProcessorFormatter))
    beside = logging.StreamHandler(io.StringIO())
    beside.setFormatter(real.formatter)
    root.addHandler(beside)
    yield beside.stream
    root.removeHandler(beside)


@pytest.fixture
def sari(db):
    return PersonFactory(full_name=NAME, email=EMAIL, phone=PHONE)


def lines(log) -> list[dict]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def assert_silent(log, *more: str) -> None:
    written = log.getvalue()
    for secret in (EMAIL, "sari.rahasia", PHONE, PHONE[3:], NIK, NAME, PASSWORD, *more):
        assert secret not in written


def test_a_request_is_one_line_with_ids_and_its_route(log, sari):
    signed_in(sari).get("/api/v1/me/?surel=" + EMAIL)

    line = lines(log)[-1]
    assert line.pop("timestamp")
    assert line.pop("request_id")
    assert line == {
        "event": "request_finished",
        "level": "info",
        "logger": "django_structlog.middlewares.request",
        "method": "GET",
        "route": "api/v1/me/",
        "code": 200,
        "user_id": sari.pk,
    }


@pytest.mark.parametrize("password", [PASSWORD, "salah-sekali"])
@pytest.mark.parametrize("login", [EMAIL, "0812-9876-5432"])
def test_a_log_in_leaves_no_address_and_no_password(client, log, sari, login, password):
    client.raise_request_exception = False  # whatever becomes of it

    client.post(reverse("account_login"), {"login": login, "password": password})

    assert lines(log)
    assert_silent(log, "0812-9876-5432", "salah-sekali")


def test_a_post_of_ones_profile_leaves_nothing_that_was_typed(client, log, sari):
    client.force_login(sari)
    typed = {"full_name": NAME, "email": EMAIL, "phone": PHONE, "nik": NIK}

    client.post(f"/saya/?nik={NIK}&q={EMAIL}", typed)
    client.post("/saya/profil/", typed)
    with_key(key_of(sari)).patch("/api/v1/me/", typed, format="json")

    assert lines(log)
    assert_silent(log)


@pytest.mark.urls("tests.api.trial")
def test_a_failing_view_tells_where_not_what(log, sari):
    client = signed_in(sari)
    client.raise_request_exception = False

    client.get(f"/broken/?nik={NIK}")

    told = next(line for line in lines(log) if "exception" in line)
    assert told["exception"][0]["type"] == "builtins.RuntimeError"
    assert "tests/api/trial.py" in told["exception"][0]["frames"][-1]
    assert told["user_id"] == sari.pk
    assert_silent(log, "sari@contoh.id")


def test_what_the_database_says_of_a_value_stays_out(log, sari):
    try:
        User.objects.create(full_name=NAME, email=EMAIL)
    except Exception:
        logging.getLogger("stc.trial").exception("failed")

    told = lines(log)[-1]
    assert told["exception"][0]["type"] == "django.db.utils.IntegrityError"
    assert_silent(log)


def test_a_token_in_a_path_or_a_header_stays_out(client, log, sari):
    token = key_of(sari)

    with_key(token).get("/api/v1/me/")
    client.get("/akun/password/reset/key/1-rahasia-sekali/")
    client.get("/tidak/ada/rahasia-sekali")

    assert lines(log)
    assert_silent(log, token, token[4:], "rahasia-sekali")


def test_a_refused_form_without_its_csrf_token_tells_no_path(log, sari):
    from django.test import Client

    Client(enforce_csrf_checks=True).post(f"/akun/masuk/?x={EMAIL}", {"login": EMAIL})

    assert any("CSRF" in line["event"] for line in lines(log))
    assert_silent(log, "/akun/masuk")
