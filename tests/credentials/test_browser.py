import gzip
import time

import pytest
from django.conf import settings as here
from playwright.sync_api import expect

from certification.credentials import carrier, services
from certification.credentials.models import Credential, TrustFile
from tests.browser import assert_axe_clean
from tests.credentials import trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(credential, signing_key, live_server):
    return carrier.pack(trial.signed(credential), base_url=live_server.url)


def answered(page, address) -> str:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("body.frame-verdict")).to_be_visible()
    return page.locator("h1").inner_text()


def test_the_camera_s_address_is_answered_in_the_browser(phone, address):
    assert answered(phone, address) == "Asli dan berlaku"

    for said in ("Siti Rahmawati", "Satpam Gada Pratama", "31 Desember 2099", "Keadaan per"):
        expect(phone.locator("main")).to_contain_text(said)
    assert_axe_clean(phone)


def test_it_follows_the_standing(phone, address, credential, officer, reason):
    services.suspend(credential_id=credential.pk, by=officer, note="")
    trial.publish()
    # What a checker fetched is a minute old at most; a new context has fetched nothing.
    assert answered(phone, address) == "Dibekukan"


def test_a_revocation_is_seen_within_a_minute(phone, address, officer, reason, worker):
    assert answered(phone, address) == "Asli dan berlaku"
    began = time.monotonic()
    worker()

    (credential,) = Credential.objects.all()
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="x")

    while answered(phone, address) != "Dicabut":
        assert time.monotonic() < began + 60
        time.sleep(0.5)


def test_another_s_signature_or_a_changed_digit_is_not_genuine(phone, address):
    last = "1" if address[-1] != "1" else "2"

    assert answered(phone, address[:-1] + last) == "Tidak asli"
    assert answered(phone, address[:-9]) == "Tidak asli"


def test_what_has_run_out_is_told(phone, signing_key, holder, officer, live_server):
    from datetime import date

    old = trial.issued(holder, by=officer, valid_until=date(2026, 1, 31))
    address = carrier.pack(trial.signed(old), base_url=live_server.url)

    assert answered(phone, address) == "Berakhir"


def test_without_its_files_a_checker_cannot_tell(phone, address):
    phone.route("**/status/*", lambda route: route.fulfill(status=200, body=b"x"))

    assert answered(phone, address) == "Tidak dapat dipastikan"


def test_a_clock_of_2019_cannot_tell(phone, address):
    phone.clock.set_fixed_time("2019-01-01T00:00:00Z")

    assert answered(phone, address) == "Tidak dapat dipastikan"


def test_the_checker_is_light():
    files = ("js/verifier.js", "vendor/ed25519/index.js")
    sent = [len(gzip.compress((here.BASE_DIR / "static" / f).read_bytes())) for f in files]

    assert sum(sent) < 20 * 1024
    assert TrustFile.objects.count() == 0
