"""The look in a real Chromium: on a phone and at a desk, light and dark, without JavaScript too."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.accounts.factories import PersonFactory
from tests.browser import DESK, PHONE, assert_axe_clean, signed_in

pytestmark = pytest.mark.browser

FRAMES = [
    "",
    "person/",
    "officer/",
    "exam/",
    *(f"verdict/{k}/" for k in ("valid", "suspended", "revoked", "replaced", "expired")),
]
SMALL_TARGETS = """() => [...document.querySelectorAll(
    `a.btn, button, input:not([type=hidden]), select, summary, .tabs a, .chip, .bottom-bar a,
     .card-link`)]
  .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
  .filter(([e, box]) => box.width && box.height && (box.height < 47.9 || box.width < 44))
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _design_is_addressed(settings):
    settings.ROOT_URLCONF = "tests.look.urls"


@pytest.fixture(params=["light", "dark"])
def themed(request, open_page):
    """``themed(**PHONE)``: a browser whose device asks for light, then for dark."""

    def opened(**context) -> Page:
        return open_page(color_scheme=request.param, **context)

    return opened


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_grave_on_any_piece(themed, live_server, size, shot):
    page = themed(**size)

    for frame in FRAMES:
        page.goto(f"{live_server.url}/design/{frame}")
        assert_axe_clean(page)
        assert page.evaluate(OVERFLOW) == 0, f"/design/{frame} is wider than the screen"
    page.goto(f"{live_server.url}/design/")
    shot(page, f"design-{size['viewport']['width']}")


def test_what_a_thumb_must_hit_is_48_pixels_high(phone, live_server):
    for frame in FRAMES:
        phone.goto(f"{live_server.url}/design/{frame}")
        assert phone.evaluate(SMALL_TARGETS) == []


def test_text_at_twice_its_size_still_fits(phone, live_server):
    for frame in FRAMES:
        phone.goto(f"{live_server.url}/design/{frame}")
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        assert phone.evaluate(OVERFLOW) == 0, f"/design/{frame} is wider than the screen"


def test_the_theme_is_chosen_without_javascript(open_page, live_server):
    page = open_page(java_script_enabled=False, color_scheme="light", **DESK)
    page.goto(live_server.url + "/design/")

    page.get_by_role("button", name="Gelap").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Gelap")).to_have_attribute("aria-pressed", "true")


def test_the_language_is_chosen_without_javascript(open_page, live_server):
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto(live_server.url + "/design/")

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Is this certificate genuine?")).to_be_visible()


def test_the_menu_of_a_phone_opens_without_javascript(open_page, live_server):
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto(live_server.url + "/design/")

    page.locator(".head-menu > summary").click()

    expect(page.locator(".head-menu").get_by_role("link", name="Cari standar")).to_be_visible()


def test_messages_stand_in_the_page_without_javascript_and_float_with_it(open_page, live_server):
    still = open_page(java_script_enabled=False, **PHONE)
    live = open_page(**PHONE)
    for page in (still, live):
        page.goto(live_server.url + "/design/?pesan")
        expect(page.get_by_text("Profil tersimpan.")).to_be_visible()

    expect(still.get_by_role("button", name="Tutup")).to_have_count(0)
    live.get_by_role("button", name="Tutup").first.click()
    expect(live.get_by_text("Profil tersimpan.")).to_have_count(0)
    assert_axe_clean(live)


def test_a_refused_form_takes_the_reader_to_what_is_wrong(desk, live_server):
    desk.goto(live_server.url + "/design/")
    expect(desk.locator("[data-error-summary]")).to_be_focused()

    desk.get_by_role("link", name="NIK: NIK terdiri dari 16 angka").click()

    expect(desk.get_by_label("NIK", exact=True)).to_be_focused()


def test_the_keyboard_reaches_the_content_first(desk, live_server):
    desk.goto(live_server.url + "/akun/masuk/")

    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.locator("main")).to_be_focused()


def test_a_dialog_opens_and_closes(desk, live_server):
    desk.goto(live_server.url + "/design/")

    desk.get_by_role("button", name="Buka dialog").click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    assert_axe_clean(desk)
    desk.get_by_role("dialog").get_by_role("button", name="Batal").click()

    expect(desk.get_by_role("dialog")).to_be_hidden()


def test_a_form_pressed_twice_is_sent_once(desk, live_server):
    desk.goto(live_server.url + "/design/")
    sent = []
    desk.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    desk.evaluate(
        "() => { const b = document.querySelector('.theme-switch button'); b.click(); b.click(); }"
    )
    desk.wait_for_load_state("networkidle")

    assert sent == [live_server.url + "/tampilan/"]


def test_motion_stops_for_whom_it_disturbs(open_page, live_server):
    page = open_page(reduced_motion="reduce", **PHONE)
    page.goto(live_server.url + "/design/")

    lasts = page.locator(".skeleton").first.evaluate("e => getComputedStyle(e).animationDuration")

    assert float(lasts.rstrip("s")) < 0.001


def test_paper_carries_the_content_alone(desk, live_server):
    desk.goto(live_server.url + "/design/")

    desk.emulate_media(media="print")

    expect(desk.locator(".site-foot")).to_be_hidden()
    expect(desk.locator(".language")).to_be_hidden()
    expect(desk.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_the_doors_of_accounts_wear_the_look(screen, live_server, name):
    answer = screen.goto(live_server.url + reverse(name))
    assert answer.status == 200

    assert_axe_clean(screen)
    expect(screen.locator("main .btn-primary")).to_be_visible()
    assert screen.evaluate(OVERFLOW) == 0


def test_an_officer_walks_a_list_by_keys_and_can_switch_them_off(desk, live_server):
    desk.goto(live_server.url + "/design/officer/")
    doors = desk.locator("[data-queue] tbody a")

    desk.keyboard.press("j")
    expect(doors.nth(1)).to_be_focused()
    desk.keyboard.press("k")
    expect(doors.nth(0)).to_be_focused()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_visible()
    assert_axe_clean(desk)
    desk.get_by_label("Pakai pintasan di peramban ini").uncheck()
    desk.get_by_role("dialog").get_by_role("button", name="Tutup").click()
    desk.reload()
    desk.keyboard.press("j")

    expect(doors.nth(1)).not_to_be_focused()


def test_keys_stay_letters_where_one_writes(desk, live_server):
    desk.goto(live_server.url + "/design/officer/")

    desk.get_by_label("Alasan").press_sequentially("jk?")

    expect(desk.get_by_label("Alasan")).to_have_value("jk?")
    expect(desk.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("name", ["account_email", "mfa_index", "account_change_password"])
def test_the_rooms_of_accounts_wear_the_look(screen, live_server, name):
    signed_in(screen, PersonFactory())
    answer = screen.goto(live_server.url + reverse(name))
    assert answer.status == 200

    assert_axe_clean(screen)
    expect(screen.locator("main .btn").first).to_be_visible()
    assert screen.evaluate(OVERFLOW) == 0
