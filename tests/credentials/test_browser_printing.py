"""A holder gets a card, an officer prints a run of them: in a browser, at a phone and at a desk."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from certification.credentials.models import Document
from stc.home.pages import load_pages
from tests.browser import assert_axe_clean, signed_in
from tests.credentials import trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor
    load_pages()


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_axe_clean(page)


def test_a_holder_has_a_card_made_and_the_page_offers_it_by_itself(
    screen, live_server, credential, signing_key
):
    trial.signed(credential)
    trial.make_papers()
    page = signed_in(screen, credential.holder)
    page.goto(f"{live_server.url}/saya/sertifikat/{credential.number}/")
    fits(page)

    page.get_by_role("button", name=re.compile("Buatkan.*Kartu")).click()
    expect(page.get_by_text("Sedang dibuat")).to_be_visible()
    fits(page)
    trial.make_papers()
    offered = page.get_by_role("link", name=re.compile("Unduh PDF.*Kartu"))
    expect(offered).to_be_visible(timeout=15_000)
    fits(page)

    expect(page.get_by_role("button", name="Buatkan")).to_have_count(1)  # the badge


def test_an_officer_prints_the_cards_that_the_list_shows(
    screen, live_server, holder, officer, *, signing_key, tmp_path
):
    for n in range(3):
        trial.signed(trial.issued(holder, by=officer, source=f"trial:{n}"))
    page = signed_in(screen, officer)
    page.goto(f"{live_server.url}/petugas/sertifikat/")
    page.get_by_role("link", name="Cetak kartu yang tampil").click()
    numbers = page.get_by_label("Nomor sertifikat")
    told = numbers.input_value()
    assert len(told.splitlines()) == 3
    fits(page)

    numbers.fill(f"{told}\nSTC-XX-9")
    page.get_by_role("button", name="Siapkan dan unduh").click()
    expect(page.locator("main")).to_contain_text("Baris 4: tidak ada sertifikat bernomor STC-XX-9")
    fits(page)
    numbers.fill(told)
    page.get_by_label("Lembar A4").check()
    page.get_by_role("button", name="Siapkan dan unduh").click()
    expect(page.get_by_role("status")).to_contain_text("0 dari 3 kartu sudah siap")
    fits(page)

    trial.make_papers()
    press = page.get_by_role("button", name="Unduh", exact=True)
    expect(press).to_be_visible(timeout=15_000)
    for _again in range(2):  # a page that gave a file away can give it again
        with page.expect_download() as download:
            press.click()
        expect(page.locator(".is-busy")).to_have_count(0)
    download.value.save_as(tmp_path / "run.pdf")
    assert len(pypdfium2.PdfDocument(tmp_path / "run.pdf")) == 2
    assert Document.objects.filter(form="card").count() == 3
    fits(page)
