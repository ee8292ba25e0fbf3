"""No door of ours breaks: whoever comes, with made-up or absurd arguments, by GET or empty POST.

Wagtail's editor is Wagtail's: an empty POST made by hand breaks some of its own forms.
"""

import pytest
from django.db import transaction
from django.test import Client

from stc.accounts.groups import CERTIFICATION_OFFICERS, PLATFORM_ADMINS
from stc.home import reference
from tests.accounts.factories import PersonFactory, officer
from tests.routes import doors

ABSURD = str(10**30)  # beyond what any column holds


@pytest.fixture
def house(db, settings):
    settings.DEMO = True  # asks no second factor
    reference.load()


def addresses() -> list[str]:
    ours = [door.path for door in doors() if door.path and not door.path.startswith("/cms/")]
    numbered = [path.replace("/7/", f"/{ABSURD}/") for path in ours if "/7/" in path]
    return [*ours, *numbered]


def _answer(person, method: str, path: str) -> int:
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        client.force_login(person)
        status = getattr(client, method)(path).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("role", [None, CERTIFICATION_OFFICERS, PLATFORM_ADMINS])
def test_no_door_breaks(house, role):
    person = officer(role) if role else PersonFactory()

    answers = {
        f"{method.upper()} {path}": _answer(person, method, path)
        for path in addresses()
        for method in ("get", "post")
    }

    assert [door for door, status in answers.items() if status >= 500] == []
    assert any(ABSURD in door and status in (403, 404) for door, status in answers.items())
