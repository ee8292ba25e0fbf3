"""The holder's pages in a real browser: by links, on a phone, without a network, after log-out."""

import subprocess

import pytest
from playwright.sync_api import Error, expect

from certification.credentials.formats import carrier
from stc.home.pages import load_pages
from tests.accounts.factories import PersonFactory
from tests.browser import DESK, PHONE, assert_axe_clean, signed_in
from tests.credentials import trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    found[name] = (await cache.keys()).map((request) => new URL(request.url).pathname);
  }
  return found;
}"""
# 160 px an inch: what a phone means by 360 px across.
LEAST_PX_A_MODULE = 0.4 / 25.4 * 160


@pytest.fixture
def code(credential, signing_key, live_server, settings) -> bytes:
    settings.BASE_URL = live_server.url
    return trial.signed(credential)


@pytest.fixture
def shown(phone, live_server, credential, code):
    """The page on the phone of its holder, reached by links, and kept."""
    signed_in(phone, credential.holder).goto(f"{live_server.url}/saya/")
    bar = phone.get_by_role("navigation", name="Tujuan")
    bar.get_by_role("link", name="Sertifikat").click()
    phone.get_by_role("link", name="Satpam Gada Pratama").click()
    phone.get_by_role("link", name="Tunjukkan di ponsel").click()
    expect(phone.locator("[data-kept]")).to_be_visible()
    return phone


def read(page, zbarimg: str, folder) -> str:
    """What zbar finds on the screen as it stands."""
    page.screenshot(path=folder / "screen.png")
    told = [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", folder / "screen.png"]
    return subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()


def becomes_empty(page, promised: str) -> None:
    """Wait, at most five seconds, until a promised list is empty."""
    for _ in range(50):
        if not page.evaluate(f"{promised}.then((all) => all.length)"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{promised} still holds something")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_read_off_the_screen(shown, code, live_server, *, zbarimg, tmp_path, scheme):
    shown.emulate_media(color_scheme=scheme)

    assert read(shown, zbarimg, tmp_path) == carrier.pack(code, base_url=live_server.url)
    side = int(shown.locator(".qr").get_attribute("viewBox").split()[2])
    assert shown.locator(".qr").bounding_box()["width"] / side >= LEAST_PX_A_MODULE
    ground = "(e) => getComputedStyle(document.body).backgroundColor"
    assert shown.locator(".qr").evaluate(ground) == "rgb(255, 255, 255)"
    expect(shown.locator("main")).to_contain_text("Siti Rahmawati")
    expect(shown.locator("[data-old]")).to_be_hidden()
    assert shown.evaluate(OVERFLOW) == 0
    assert_axe_clean(shown)


def test_it_opens_without_a_network_and_says_as_of_when(
    shown, code, live_server, zbarimg, tmp_path
):
    as_of = shown.locator("[data-as-of]").inner_text()
    shown.context.set_offline(True)

    shown.reload()

    expect(shown.locator("h1")).to_have_text("Siti Rahmawati")
    assert shown.locator("[data-as-of]").inner_text().split(",")[0] == as_of.split(",")[0]
    expect(shown.locator("[data-old]")).to_be_visible()
    assert read(shown, zbarimg, tmp_path) == carrier.pack(code, base_url=live_server.url)


def test_nothing_but_that_page_and_its_files_is_kept(shown, credential, live_server):
    own = f"/saya/sertifikat/{credential.number}/"
    (name,) = kept = shown.evaluate(KEPT)

    assert name.endswith(f":{own}tunjuk/")
    pages = [path for path in kept[name] if not path.startswith("/static/")]
    assert pages == [f"{own}tunjuk/"]

    shown.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        shown.goto(live_server.url + own)


def test_after_log_out_it_is_gone(shown, live_server):
    load_pages()  # one lands on the house's own front page
    there = shown.url
    shown.goto(f"{live_server.url}/akun/keluar/")
    shown.locator("main").get_by_role("button").click()
    becomes_empty(shown, "caches.keys()")

    becomes_empty(shown, "navigator.serviceWorker.getRegistrations()")
    shown.goto(there)
    assert "/akun/masuk/" in shown.url
    shown.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        shown.goto(there)


def test_another_person_s_log_in_takes_it_away(shown, live_server):
    there = shown.url
    signed_in(shown, PersonFactory(full_name="Orang Lain")).goto(f"{live_server.url}/saya/")
    becomes_empty(shown, "caches.keys()")

    shown.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        shown.goto(there)


def test_whoever_is_no_longer_its_holder_loses_it_at_the_next_look(shown, credential):
    """Logged out elsewhere, and no page's script helps: the worker itself throws it away."""
    shown.route("**/static/js/stc*.js", lambda route: route.abort())
    shown.context.clear_cookies()

    shown.reload()

    assert "/akun/masuk/" in shown.url
    becomes_empty(shown, "caches.keys()")


def test_the_holder_s_own_pages_do_not_take_it_away(shown, live_server):
    shown.goto(f"{live_server.url}/saya/")
    shown.goto(f"{live_server.url}/v")

    assert len(shown.evaluate(KEPT)) == 1


def test_without_a_script_it_is_a_plain_page(
    open_page, live_server, *, credential, code, zbarimg, tmp_path
):
    page = signed_in(open_page(**PHONE, java_script_enabled=False), credential.holder)

    page.goto(f"{live_server.url}/saya/sertifikat/{credential.number}/tunjuk/")

    assert read(page, zbarimg, tmp_path) == carrier.pack(code, base_url=live_server.url)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_its_page_fits_and_is_read_by_everybody(open_page, live_server, credential, size):
    page = signed_in(open_page(**size), credential.holder)

    page.goto(f"{live_server.url}/saya/sertifikat/{credential.number}/")

    expect(page.get_by_role("heading", name="Riwayat status")).to_be_visible()
    assert page.evaluate(OVERFLOW) == 0
    assert_axe_clean(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_link_is_made_opened_and_switched_off(open_page, live_server, credential, code, size):
    page, visitor = signed_in(open_page(**size), credential.holder), open_page(**size)
    page.goto(f"{live_server.url}/saya/sertifikat/{credential.number}/")
    page.get_by_role("link", name="Bagikan").click()
    looks_right(page)
    page.get_by_role("button", name="Buat tautan").dblclick()
    address = page.locator("[data-share-address]").input_value()
    expect(page.get_by_role("button", name="Salin")).to_be_visible()
    looks_right(page)

    visitor.goto(address)

    expect(visitor.locator("main")).to_contain_text("Siti Rahmawati")
    looks_right(visitor)
    page.reload()
    expect(page.get_by_role("heading", name="Dibuka 1 kali")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Matikan sekarang").click()
    expect(page.get_by_role("heading", name="Tautan sebelumnya")).to_be_visible()
    looks_right(page)
    visitor.reload()
    expect(visitor.get_by_role("heading")).to_have_text("Tautan ini tidak berlaku lagi")
    looks_right(visitor)


def looks_right(page) -> None:
    assert page.evaluate(OVERFLOW) == 0
    assert_axe_clean(page)
