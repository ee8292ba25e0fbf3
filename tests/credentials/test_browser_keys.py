"""The key holder in a real browser: reads what is due, acts by ``manage.py keys``, reads again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from stc.accounts.groups import PLATFORM_ADMINS
from stc.home.pages import load_pages
from tests.accounts.factories import officer as an_officer
from tests.browser import assert_axe_clean, signed_in
from tests.credentials import trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WELL = "Tidak ada yang perlu dilakukan."


@pytest.fixture
def keys_page(screen, live_server, settings, signing_key):
    """Found by links, three weeks before the keys end."""
    settings.DEMO = True  # asks no second factor
    load_pages()
    with time_machine.travel(signing_key.status.signs_until - timedelta(days=21)):
        admin = an_officer(PLATFORM_ADMINS, full_name="Bambang Hartono")
        signed_in(screen, admin).goto(f"{live_server.url}/operasi/pekerjaan/")
        if screen.viewport_size["width"] < 1000:
            screen.locator("summary", has_text="Antrean").click()
        screen.get_by_role("link", name="Kunci").click()
        yield screen


def row(page, key):
    return page.get_by_role("row").filter(has=page.get_by_text(key.kid, exact=True))


def test_what_is_due_is_read_done_and_read_again(keys_page, signing_key):
    expect(keys_page.locator(".note--warning li")).to_contain_text(
        ["manage.py keys rotate issuing", "manage.py keys rotate status"]
    )
    assert_axe_clean(keys_page)

    trial.keys("rotate", "status")
    trial.keys("rotate", "issuing")
    keys_page.reload()

    expect(keys_page.get_by_text(WELL)).to_be_visible()
    for purpose in ("issuing", "status"):
        old, new = trial.rows(purpose)
        assert old.signs_until > new.signs_from > timezone.now()
        for key in (old, new):
            expect(row(keys_page, key)).to_contain_text("menandatangani")
    assert keys_page.evaluate(OVERFLOW) <= 0
    assert_axe_clean(keys_page)


def test_after_a_leak_the_page_says_so_and_nothing_of_the_key(keys_page, signing_key):
    trial.keys("rotate", "status")
    trial.keys("compromise", signing_key.issuing.kid)
    keys_page.reload()

    expect(row(keys_page, signing_key.issuing)).to_contain_text("bocor")
    expect(keys_page.get_by_text(WELL)).to_be_visible()
    said = keys_page.content()
    assert trial.PASSPHRASE not in said
    assert signing_key.issuing.public not in said
    assert keys_page.evaluate(OVERFLOW) <= 0
