import pytest
from django.urls import reverse

from stc.accounts.groups import CATALOGUE_EDITORS, EXAM_OFFICERS, PLATFORM_ADMINS
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_from_the_role_home_to_log_in(client):
    response = client.get("/saya/")

    assert response.status_code == 302
    assert "/saya/" in response.headers["location"]


def test_an_officer_sees_the_role_and_its_queues(client):
    admin = officer(PLATFORM_ADMINS)
    client.force_login(admin)

    response = client.get("/saya/")

    assert [str(role) for role in response.context["roles"]] == ["Admin platform"]


def test_a_guard_sees_no_officers_queue(client):
    client.force_login(PersonFactory())

    response = client.get("/saya/")

    assert "Tugas petugas" not in [heading for heading, _ in response.context["shortcuts"]]
    assert response.context["frame"] == "look/frame_person.html"


@pytest.mark.parametrize(("role", "shown"), [(CATALOGUE_EDITORS, True), (EXAM_OFFICERS, False)])
def test_the_way_to_the_editor_stands_where_it_is_open(client, role, shown):
    client.force_login(officer(role))

    response = client.get("/saya/")

    assert (reverse("wagtailadmin_home") in response.content.decode()) is shown
