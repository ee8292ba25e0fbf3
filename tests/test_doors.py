"""Every door is closed to a stranger, but those listed here: the list is the decision to open one.

The whole URL table is walked, GET and POST, with made-up arguments. Closed means: sent to the
log-in, or 401, or 403. A 404 or a 405 is an open door too, for somebody looked inside first.
"""

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.routes import doors

OPEN = {
    # Pages for everybody, and the switches in their head.
    "wagtail_serve",
    "home:curricula",
    "home:help",
    "home:about",
    "home:privacy",
    "standards:list",
    "standards:page",
    "providers:public_list",
    "schemes:list",
    "branches:public_tree",
    "branches:public_branch",
    "wagtailcore_authenticate_with_password",
    "set_language",
    "set_theme",
    # The button in a mail that stops its kind; its signature is the right.
    "notices:unsubscribe",
    # Anybody may check a certificate: the page, a typed serial, the files that checkers fetch.
    "credentials:check",
    "credentials:check_serial",
    "credentials:status_lists",
    "credentials:trust_file",
    # Whoever has a holder's link sees what the certificate says; 32 random bytes are the right.
    "credentials:shared",
    "credentials:status_list",
    "credentials:revocation_list",
    "credentials:suspension_list",
    # An answer in an exam comes under a signed ticket, which is the right.
    "exams:answer",
    # What machines ask about this process, and what the API says of itself to everybody.
    "developers:alive",
    "developers:ready",
    "developers:schema",
    "developers:docs",
    "api:nowhere",
    "api:region-list",
    "api:region-detail",
    # The way in: sign-up, log-in, proof of an address, a forgotten password; and out again.
    "account_signup",
    "account_claim",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_complete_password_reset",
    "account_password_reset_completed",
}
# Behind another pattern, so nobody reaches them; that is how Wagtail's own log-in is shut.
WALLED_UP = {"wagtailadmin_login"}
LOG_INS = {"/akun/masuk/", "/cms/login/"}


def _is_closed(response) -> bool:
    if response.status_code in (301, 302):
        return urlsplit(response["Location"]).path in LOG_INS
    return response.status_code in (401, 403)


def _answer(method: str, path: str) -> str:
    """What a stranger gets; whatever the request wrote is taken back."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    return "" if _is_closed(response) else f"{method.upper()} {path}: {response.status_code}"


@pytest.fixture
def table(db):
    return [door for door in doors() if door.path]


def test_no_door_is_open_to_a_stranger_unless_it_is_listed(table):
    open_doors = [
        f"{door.name}: {said}"
        for door in table
        if door.name not in OPEN
        for method in ("get", "post")
        if (said := _answer(method, door.path))
    ]

    assert not open_doors, "\n".join(open_doors)


def test_each_listed_door_is_there_and_open(table):
    by_name = {door.name: door for door in table}

    missing = OPEN - by_name.keys()
    shut = [
        name
        for name in OPEN & by_name.keys()
        if not any(_answer(method, by_name[name].path) for method in ("get", "post"))
    ]

    assert (missing, shut) == (set(), [])


def test_only_what_is_meant_to_be_is_walled_up(db):
    assert {door.name for door in doors() if not door.path} == WALLED_UP
    assert reverse("wagtailadmin_login") == "/cms/login/"
