"""Light and dark, Indonesian and English: a form each, remembered by a cookie."""

import pytest
from django.urls import reverse


def post(client, name, **data):
    return client.post(reverse(name), {"next": "/akun/masuk/?x=1", **data})


@pytest.mark.django_db
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_kept_and_shown(client, theme):
    answer = post(client, "set_theme", theme=theme)

    assert answer.headers["Location"] == "/akun/masuk/?x=1"
    assert f'data-bs-theme="{theme}"' in client.get("/akun/masuk/").content.decode()


@pytest.mark.django_db
def test_the_choice_goes_back_to_the_device(client):
    post(client, "set_theme", theme="dark")

    post(client, "set_theme", theme="device")

    assert "data-bs-theme" not in client.get("/akun/masuk/").content.decode()


@pytest.mark.django_db
def test_a_theme_that_does_not_exist_is_not_shown(client):
    client.cookies["tampilan"] = '"><script>'

    assert "data-bs-theme" not in client.get("/akun/masuk/").content.decode()


@pytest.mark.django_db
def test_a_chosen_language_is_kept(client):
    post(client, "set_language", language="en")

    page = client.get("/akun/masuk/").content.decode()
    assert '<html lang="en"' in page
    assert '<button name="language" value="id" lang="id">' in page


@pytest.mark.django_db
def test_a_language_that_the_house_does_not_speak_changes_nothing(client):
    answer = post(client, "set_language", language="xx")

    assert answer.status_code == 302
    assert '<html lang="id"' in client.get("/akun/masuk/").content.decode()


@pytest.mark.django_db
def test_the_language_kept_in_the_session_follows(client):
    session = client.session
    session["language"] = "id"
    session.save()

    post(client, "set_language", language="en")

    assert client.session["language"] == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["set_theme", "set_language"])
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_a_switch_leads_to_no_other_site(client, name, elsewhere):
    answer = client.post(reverse(name), {"next": elsewhere, "theme": "dark", "language": "en"})

    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["set_theme", "set_language"])
def test_a_switch_is_a_form_not_a_link(client, name):
    assert client.get(reverse(name)).status_code == 405
