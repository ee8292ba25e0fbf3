"""What a signed-in person's page costs: at most eight queries, however much they have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stc.accounts.groups import LABELS
from stc.accounts.reference import load_reference
from stc.look import navigation
from stc.notices.services import send
from tests.accounts.factories import PersonFactory, appoint, officer

MOST = 8


@pytest.fixture(autouse=True)
def _reference(db):
    load_reference()


def queries_of(client, address) -> list[str]:
    client.get(address)  # what a process loads once is loaded
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return [query["sql"] for query in asked]


def assert_few(asked: list[str]) -> None:
    assert len(asked) <= MOST, "\n".join(asked)


def test_the_home_of_a_person_with_notices(client, db):
    person = PersonFactory()
    for n in range(30):
        send(kind="accounts.welcome", to=person, key=str(n), context={"name": "Sari"})
    client.force_login(person)

    assert_few(queries_of(client, reverse("home:mine")))


@pytest.mark.parametrize("role", LABELS)
def test_the_home_of_an_officer(client, db, settings, role):
    settings.DEMO = True  # asks no second factor
    client.force_login(officer(role))

    assert_few(queries_of(client, reverse("home:mine")))


OWN = ["developers:keys", "notices:inbox", "notices:choices", "accounts:photo", "account_security"]
EDITOR = "wagtailadmin_home"  # Wagtail's own pages ask what they ask
MENU = [
    (e.area, e.url_name)
    for e in navigation._entries
    if e.area in (navigation.PERSON, navigation.OFFICER) and e.url_name != EDITOR
]


@pytest.mark.parametrize("page", OWN)
def test_other_pages_of_a_person(client, db, page):
    client.force_login(PersonFactory())

    assert_few(queries_of(client, reverse(page)))


@pytest.mark.parametrize(("area", "page"), MENU)
def test_every_page_of_the_menus(client, db, settings, area, page):
    settings.DEMO = True  # asks no second factor
    person = PersonFactory()
    if area == navigation.OFFICER:
        for role in LABELS:
            appoint(person, role)
    client.force_login(person)

    assert_few(queries_of(client, reverse(page)))
