"""Deciding on a sitting at once, in a real Chromium, on a phone and at a desk."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from certification.cases import services
from certification.cases.models import BatchDecision, Decision
from stc.jobs import worker
from tests.browser import assert_axe_clean, signed_in
from tests.cases.conftest import agree

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


def assert_fits(page: Page) -> None:
    """Nothing to scroll for sideways, and axe finds nothing."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    assert_axe_clean(page)


@pytest.fixture
def page(screen, live_server, officer) -> Page:
    """The officer's, and it begins at the list of sittings and classes."""
    signed_in(screen, officer).base = live_server.url + reverse("cases:batches")
    return screen


def test_an_officer_asks_leaves_and_sees_it_end_by_itself(page, hall, guard, shot):
    hall(3, failed=1)
    page.goto(page.base)
    assert_fits(page)
    page.get_by_role("link", name=re.compile("Putuskan.*Sesi pagi")).click()
    assert_fits(page)
    shot(page, "batch-ask")

    page.get_by_role("button", name="Putuskan 2 perkara kompeten").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Alasan")
    assert_fits(page)
    page.get_by_label("Alasan").fill("Bukti lengkap.")
    page.get_by_label("Saya sudah memeriksa daftar ini").check()
    page.get_by_role("button", name="Putuskan 2 perkara kompeten").dblclick()
    expect(page.locator("#live")).to_contain_text("0 dari 2")
    assert_fits(page)

    batch = BatchDecision.objects.get()
    agree(guard, given=False, purposes=["certificate-name"])
    services.decide_line(line_id=batch.lines.get(case__candidate=guard).pk)
    expect(page.locator("#live")).to_contain_text("1 dari 2", timeout=10_000)
    expect(page.locator("#live")).to_contain_text("Nama di dalam kode sertifikat")
    while worker.run_next():
        pass
    expect(page.locator("#live")).to_contain_text("Selesai", timeout=10_000)
    assert_fits(page)
    shot(page, "batch-done")

    page.goto(page.base)
    page.get_by_role("link", name="Sesi pagi").last.click()
    expect(page.locator("#live")).to_contain_text("2 dari 2")
    assert Decision.objects.count() == 1
