"""The way in, as a guard's phone and an officer's desk show it."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from stc.accounts import groups
from stc.accounts.models import User
from tests.accounts.doors import (
    MAIL,
    NEW,
    PHONE,
    TYPED,
    code_by_mail,
    code_by_phone,
    person_by_mail,
    totp,
)
from tests.accounts.factories import PASSWORD, appoint
from tests.browser import assert_axe_clean

pytestmark = pytest.mark.browser
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _forgiven():
    cache.clear()


@pytest.fixture
def look_at(shot, request):
    """Nothing grave for axe, nothing wider than the screen, and a picture for people to look at."""
    size = request.node.callspec.id if hasattr(request.node, "callspec") else "phone"

    def looked(page: Page, name: str) -> None:
        assert_axe_clean(page)
        assert page.evaluate(OVERFLOW) == 0, f"{name} is wider than the screen"
        shot(page, f"{name}-{size}")

    return looked


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_up(page: Page, server, contact: str) -> None:
    page.goto(server.url + "/akun/daftar/")
    page.get_by_label("Nama lengkap").fill(NEW["full_name"])
    page.get_by_label("Nomor ponsel atau surel").fill(contact)
    page.get_by_label("Kata sandi").fill(NEW["password1"])


def test_a_guard_signs_up_by_phone(screen, live_server, look_at):
    sign_up(screen, live_server, TYPED)
    look_at(screen, "sign-up")
    press(screen, "Daftar")

    expect(screen.get_by_role("heading", name="Masukkan kode")).to_be_visible()
    expect(screen.get_by_text(PHONE)).to_be_visible()
    screen.get_by_label("Kode", exact=True).fill("1")
    press(screen, "Lanjut")
    expect(screen.get_by_role("alert")).to_contain_text("Kode ini tidak cocok")
    look_at(screen, "code")
    screen.get_by_label("Kode", exact=True).fill(code_by_phone())
    press(screen, "Lanjut")

    expect(screen).to_have_url(live_server.url + "/saya/")
    assert User.objects.get().phone_verified


def test_a_guard_signs_up_by_mail(screen, live_server, look_at):
    sign_up(screen, live_server, "sari@contoh")
    press(screen, "Daftar")
    expect(screen.get_by_role("alert")).to_contain_text("Nomor ponsel atau surel")
    expect(screen.get_by_label("Nama lengkap")).to_have_value(NEW["full_name"])
    look_at(screen, "sign-up-refused")
    screen.get_by_label("Nomor ponsel atau surel").fill(MAIL)
    screen.get_by_label("Kata sandi").fill(NEW["password1"])
    press(screen, "Daftar")

    screen.get_by_label("Kode", exact=True).fill(code_by_mail())
    press(screen, "Lanjut")

    expect(screen).to_have_url(live_server.url + "/saya/")


def log_in(page: Page, server) -> None:
    page.goto(server.url + "/akun/masuk/")
    page.get_by_label("Nomor ponsel atau surel").fill(MAIL)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")


def test_an_officer_sets_up_a_second_step_and_uses_it(screen, live_server, look_at):
    appoint(person_by_mail(), groups.EXAM_OFFICERS)
    log_in(screen, live_server)

    expect(screen.get_by_role("heading", name="Pasang langkah kedua")).to_be_visible()
    look_at(screen, "second-step")
    key = screen.locator("#kunci").inner_text().replace(" ", "")
    screen.get_by_label("Kode", exact=True).fill(totp(key))
    press(screen, "Pasang")
    expect(screen.get_by_role("heading", name="Kode cadangan")).to_be_visible()
    look_at(screen, "recovery-codes")
    spare = screen.locator("main li").first.inner_text().replace(" ", "")
    screen.get_by_role("link", name="Sudah saya simpan").click()
    expect(screen).to_have_url(live_server.url + "/saya/")

    screen.context.clear_cookies()
    log_in(screen, live_server)
    expect(screen.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    look_at(screen, "second-step-asked")
    screen.get_by_label("Kode", exact=True).fill(spare)
    press(screen, "Masuk")
    expect(screen).to_have_url(live_server.url + "/saya/")


def test_the_language_is_switched_and_remembered(screen, live_server, look_at):
    person = person_by_mail()
    log_in(screen, live_server)

    screen.get_by_role("button", name="English").click()

    expect(screen.locator("html")).to_have_attribute("lang", "en")
    person.refresh_from_db()
    assert person.language == "en"
    screen.context.clear_cookies()
    screen.goto(live_server.url + "/akun/masuk/")
    expect(screen.get_by_role("heading", name="Masuk")).to_be_visible()
    look_at(screen, "log-in")
    screen.get_by_role("button", name="English").click()
    expect(screen.get_by_role("heading", name="Log in")).to_be_visible()
    look_at(screen, "log-in-english")


def test_the_pages_about_ones_account_are_sound(screen, live_server, look_at):
    person_by_mail()
    log_in(screen, live_server)
    screen.locator(".head-menu > summary").click()
    screen.get_by_role("link", name="Keamanan akun").click()
    expect(screen.get_by_role("heading", name="Keamanan akun")).to_be_visible()

    for path in ("", "surel/", "ponsel/", "sandi/", "langkah-kedua/", "langkah-kedua/pasang/"):
        screen.goto(f"{live_server.url}/akun/{path}")
        look_at(screen, path.strip("/").replace("/", "-") or "security")
    screen.context.clear_cookies()
    for path in ("sandi/lupa/", "klaim/"):
        screen.goto(f"{live_server.url}/akun/{path}")
        look_at(screen, path.strip("/").replace("/", "-"))


def test_signing_up_works_without_javascript(open_page, live_server):
    page = open_page(java_script_enabled=False)
    sign_up(page, live_server, TYPED)
    press(page, "Daftar")

    page.get_by_label("Kode", exact=True).fill(code_by_phone())
    press(page, "Lanjut")

    expect(page).to_have_url(live_server.url + "/saya/")
