import gzip
import re
import time
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings as here
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from certification.credentials import pins, services, tasks
from certification.credentials.formats import carrier
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


def keys(*words: str) -> None:
    call_command("keys", *words, stdout=StringIO())
    trial.publish()


@pytest.mark.parametrize("purpose", ["issuing", "status"])
def test_a_retired_key_is_believed_and_a_leaked_one_is_not(phone, address, signing_key, purpose):
    later = timezone.now() + timedelta(days=60)
    old = getattr(signing_key, purpose)
    with time_machine.travel(later) as clock:
        keys("rotate", purpose)
        clock.shift(timedelta(days=8))
        keys("retire", old.kid)
        phone.clock.set_fixed_time(timezone.now())
        retired = answered(phone, address)

        keys("compromise", old.kid)
        leaked = answered(phone, address)

    # Lists are signed anew by the successor: they are good again as soon as it has told them.
    after = "Tidak dapat dipastikan" if purpose == "issuing" else "Asli dan berlaku"
    assert (retired, leaked) == ("Asli dan berlaku", after)


def test_a_list_that_a_leaked_status_key_signed_is_refused(phone, address, signing_key):
    call_command("keys", "compromise", signing_key.status.kid, stdout=StringIO())
    tasks.publish_trust_file()

    assert answered(phone, address) == "Tidak dapat dipastikan"
    expect(phone.locator("main .step")).to_contain_text("tidak dikenal")

    trial.publish()
    assert answered(phone, address) == "Asli dan berlaku"


def test_a_checker_never_goes_back_to_an_older_trust_file(phone, address, signing_key, credential):
    before = bytes(TrustFile.objects.first().content)
    keys("compromise", signing_key.issuing.kid)
    assert answered(phone, address) == "Tidak dapat dipastikan"

    # Somebody between them hands out the older files, and an older page with them.
    phone.route("**/status/kepercayaan", lambda route: route.fulfill(body=before))
    phone.route("**/v", _as_before)

    assert answered(phone, address) == "Tidak dapat dipastikan"
    phone.evaluate("localStorage.clear()")
    assert answered(phone, address) == "Asli dan berlaku"  # without memory it would


def _as_before(route) -> None:
    answer = route.fetch()
    body = re.sub('data-least="[0-9]+"', 'data-least="1"', answer.text())
    route.fulfill(response=answer, body=body)


def test_the_page_itself_refuses_an_older_set_of_keys(phone, address, signing_key):
    before = bytes(TrustFile.objects.first().content)
    keys("compromise", signing_key.issuing.kid)
    phone.route("**/status/kepercayaan", lambda route: route.fulfill(body=before))

    assert answered(phone, address) == "Tidak dapat dipastikan"


def test_a_new_root_is_followed_and_until_a_page_pins_it_nothing_is_vouched_for(
    phone, address, signing_key, monkeypatch
):
    monkeypatch.setattr(pins, "SECONDS", 10**9)  # this process forgets when the test says so
    assert answered(phone, address) == "Asli dan berlaku"

    keys("compromise", signing_key.root.kid)

    assert answered(phone, address) == "Tidak dapat dipastikan"
    pins.forget()
    assert answered(phone, address) == "Asli dan berlaku"


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
