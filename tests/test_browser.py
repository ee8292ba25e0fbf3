"""The browser fixtures themselves: a page that misbehaves fails its test."""

import pytest

from tests.browser import assert_axe_clean, complaints

pytestmark = pytest.mark.browser


def test_a_breach_of_the_content_policy_is_heard(desk, live_server):
    desk.goto(live_server.url + "/akun/masuk/")

    desk.evaluate("document.body.setAttribute('style', 'color: red')")
    desk.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), "
        "{textContent: 'p { color: red }'}))"
    )

    heard = complaints(desk)
    assert any("CSP: style-src" in line for line in heard)
    heard.clear()


def test_a_script_error_and_a_missing_file_are_heard(desk, live_server):
    desk.goto(live_server.url + "/akun/masuk/")

    desk.evaluate("setTimeout(() => { throw new Error('broken') })")
    with desk.expect_response("**/static/nowhere.css"):
        desk.evaluate(
            "document.head.append(Object.assign(document.createElement('link'), "
            "{rel: 'stylesheet', href: '/static/nowhere.css'}))"
        )

    heard = complaints(desk)
    assert "script: broken" in heard
    assert f"404: {live_server.url}/static/nowhere.css" in heard
    heard.clear()


def test_axe_names_what_a_reader_cannot_use(screen, live_server):
    screen.goto(live_server.url + "/akun/masuk/")
    screen.evaluate("document.body.innerHTML = '<main><input></main>'")

    with pytest.raises(AssertionError) as found:
        assert_axe_clean(screen)

    assert "critical label" in str(found.value)


def test_pages_are_asked_for_in_indonesian(phone, live_server):
    phone.goto(live_server.url + "/akun/masuk/")

    assert phone.evaluate("navigator.language") == "id-ID"
    assert phone.evaluate("window.innerWidth") == 360
