"""A reader's whole way, phone and desk: find, narrow, open, follow what replaced it, back."""

import pytest
from playwright.sync_api import Page, expect

from search.standards.services import load_standards
from tests.browser import assert_axe_clean

pytestmark = pytest.mark.browser


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"


def test_a_reader_finds_a_standard_and_what_replaced_it(screen, live_server, shot):
    load_standards()
    screen.goto(f"{live_server.url}/standar/")
    assert_fits(screen)
    assert_axe_clean(screen)

    screen.get_by_label("Kode atau kata pada judul").fill("iso27001")
    screen.get_by_role("button", name="Cari standar").click()
    expect(screen.locator("tbody th").first).to_have_text("ISO/IEC 27001:2022")
    shot(screen, "found")

    screen.get_by_text("Saring hasil").click()
    screen.get_by_label("Status").select_option("superseded")
    screen.get_by_role("button", name="Terapkan saringan").click()
    expect(screen).to_have_url(f"{live_server.url}/standar/?q=iso27001&status=superseded")
    expect(screen.locator("tbody th").first).to_have_text("ISO/IEC 27001:2013")
    expect(screen.locator("tbody .is-replaced")).to_have_count(3)
    assert_fits(screen)
    assert_axe_clean(screen)
    shot(screen, "narrowed")

    screen.get_by_role("rowheader").get_by_role("link", name="ISO/IEC 27001:2013").click()
    expect(screen.locator("h1")).to_have_text("ISO/IEC 27001:2013")
    assert_fits(screen)
    assert_axe_clean(screen)
    shot(screen, "over")

    screen.locator("#pengganti").get_by_role("link", name="ISO/IEC 27001:2022").click()
    expect(screen.locator("h1")).to_have_text("ISO/IEC 27001:2022")
    shot(screen, "now")
    screen.go_back()
    screen.go_back()
    expect(screen.locator("tbody th")).to_have_count(3)
    screen.get_by_role("link", name="Hapus saringan ini").click()
    expect(screen).to_have_url(f"{live_server.url}/standar/?q=iso27001")
