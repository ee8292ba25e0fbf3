"""``/v`` on a phone: each of the seven answers in one glance, in both languages, and its weight."""

import random

import pytest
from playwright.sync_api import expect

from certification.credentials.formats import carrier, statuslist
from certification.credentials.models import StatusList
from tests.browser import PHONE, assert_axe_clean
from tests.credentials import hostile, trial
from tests.credentials.hostile import DAY, LEAKED, LEAKED_KID, NOW, OTHER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIGHT_BYTES = 60_000
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
GREEN, AMBER, RED, BLUE, GREY = (
    f"rgb({tint})"
    for tint in (
        "221, 243, 232",
        "255, 241, 204",
        "251, 225, 222",
        "223, 235, 247",
        "233, 230, 222",
    )
)
RUN_OUT = hostile.digits(hostile.code(hostile.dumps(hostile.CLAIMS | {4: NOW})))
FORGED = hostile.digits(hostile.code(key=OTHER))
STRANGERS = hostile.digits(hostile.code(key=LEAKED, kid=LEAKED_KID))

# What is scanned, when, with which list; colour, pictogram, word and next step in two languages.
ANSWERS = {
    "valid": (
        {},
        GREEN,
        "shield-check",
        ("Asli dan berlaku", "Cocokkan nama ini dengan KTP"),
        ("Genuine and valid", "Compare this name with"),
    ),
    "expired": (
        {"digits": RUN_OUT},
        GREY,
        "hourglass",
        ("Berakhir", "masanya sudah habis. Minta yang baru"),
        ("Expired", "has run out. Ask for a new one"),
    ),
    "suspended": (
        {"status": hostile.status(2)},
        AMBER,
        "pause",
        ("Dibekukan", "Jangan diterima sampai berlaku lagi"),
        ("Suspended", "Do not accept it until"),
    ),
    "revoked": (
        {"status": hostile.status(1)},
        RED,
        "cross",
        ("Dicabut", "Jangan diterima"),
        ("Revoked", "Do not accept it"),
    ),
    "replaced": (
        {"status": hostile.status(3)},
        BLUE,
        "arrows",
        ("Diganti", "Minta pemegangnya menunjukkan penggantinya"),
        ("Replaced", "Ask the holder"),
    ),
    "not genuine": (
        {"digits": FORGED},
        RED,
        "cross",
        ("Tidak asli", "bila tetap begini, jangan diterima"),
        ("Not genuine", "do not accept it"),
    ),
    "unknown key": (
        {"digits": STRANGERS},
        AMBER,
        "clock",
        ("Tidak dapat dipastikan", "Kunci yang menandatangani kode ini tidak dikenal"),
        ("Cannot tell", "is not known"),
    ),
    "data too old": (
        {"status": hostile.status(made=NOW - 8 * DAY)},
        AMBER,
        "clock",
        ("Tidak dapat dipastikan", "lebih dari tujuh hari"),
        ("Cannot tell", "more than seven days"),
    ),
    "clock wrong": (
        {"now": 1_550_000_000},
        AMBER,
        "clock",
        ("Tidak dapat dipastikan", "Jam perangkat ini salah"),
        ("Cannot tell", "clock of this device is wrong"),
    ),
    "no network": (
        {"status": b""},
        AMBER,
        "clock",
        ("Tidak dapat dipastikan", "Periksa sambungan"),
        ("Cannot tell", "Check the connection"),
    ),
}


def scan(page, url: str, *, digits=None, now=NOW, status=None, trust=None) -> None:
    """Open what a camera read, with the files that a checker fetches as they are given."""
    page.route("**/status/kepercayaan", lambda r: r.fulfill(body=trust or hostile.trust()))
    given = hostile.status() if status is None else status
    page.route("**/status/3", lambda r: r.fulfill(body=given))
    trial.pin(hostile.PINNED, least=hostile.LEAST)
    page.clock.set_fixed_time(now)
    page.goto(f"{url}/v#{digits or hostile.digits(hostile.code())}")
    expect(page.locator("body.frame-verdict")).to_be_visible()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_in_one_glance_in_both_languages(phone, live_server, shot, name):
    how, colour, pictogram, *words = ANSWERS[name]
    scan(phone, live_server.url, **how)

    for language, (word, step) in zip(("id", "en"), words, strict=True):
        if language == "en":
            phone.get_by_role("button", name="English").click()
        expect(phone.locator("html")).to_have_attribute("lang", language)
        expect(phone.get_by_role("heading", level=1)).to_have_text(word)
        expect(phone.locator("main .step")).to_have_count(1)
        expect(phone.locator("main .step")).to_contain_text(step)
        expect(phone.locator("body")).to_have_css("background-color", colour)
        drawn = phone.locator("main .icon--verdict use").get_attribute("href")
        assert drawn.endswith(f"#{pictogram}")
        assert phone.evaluate(OVERFLOW) == 0
        assert_axe_clean(phone)
        shot(phone, f"{name.replace(' ', '-')}-{language}")


@pytest.mark.parametrize("name", ["valid", "expired", "suspended", "revoked", "replaced"])
def test_it_says_whose_what_until_when_and_as_of_when(phone, live_server, name):
    scan(phone, live_server.url, **ANSWERS[name][0])

    said = dict(
        zip(
            phone.locator("main dt").all_inner_texts(),
            phone.locator("main dd").all_inner_texts(),
            strict=True,
        )
    )

    until = "15 Januari 2027" if name == "expired" else "11 November 2027"
    assert said == {
        "Atas nama": "Siti Rahmawati",
        "Untuk": "Satpam Gada Pratama",
        "Berlaku sampai": until,
        "Keadaan per": "15 Januari 2027 pukul 14.59",
    }
    assert phone.locator("[data-aged]").count() == 0


def test_what_nobody_vouches_for_is_not_shown(phone, live_server):
    for name in ("not genuine", "unknown key"):
        scan(phone, live_server.url, **ANSWERS[name][0])
        assert "Siti" not in phone.locator("body").inner_text()


@pytest.mark.parametrize(
    ("days", "word", "aged"), [(0.9, "Asli dan berlaku", 0), (6.9, "Asli dan berlaku", 1)]
)
def test_older_data_are_green_with_their_age(phone, live_server, days, word, aged):
    scan(phone, live_server.url, status=hostile.status(made=NOW - int(days * DAY)))

    expect(phone.get_by_role("heading", level=1)).to_have_text(word)
    assert phone.locator("[data-aged]").count() == aged


def test_the_code_reaches_no_server(phone, live_server):
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    scan(phone, live_server.url)
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")

    sent = [url.partition("#")[0] for url in asked]
    code = hostile.digits(hostile.code())
    assert not [url for url in sent if code[:40] in url]
    assert not [url for url in sent if not url.startswith(live_server.url)]


def test_the_next_scan_in_the_same_window_is_answered(phone, live_server):
    scan(phone, live_server.url)

    phone.evaluate("digits => { location.hash = digits }", FORGED)

    expect(phone.get_by_role("heading", level=1)).to_have_text("Tidak asli")


def test_a_page_without_a_safe_context_cannot_tell(phone, live_server):
    phone.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    scan(phone, live_server.url)

    expect(phone.get_by_role("heading", level=1)).to_have_text("Tidak dapat dipastikan")
    expect(phone.locator("main .step")).to_contain_text("Peramban ini tidak dapat memeriksa")


def test_a_typed_serial_is_answered_without_javascript(open_page, live_server, credential):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/v")

    page.get_by_label("Nomor seri").fill(credential.shown_serial.lower().replace("-", "  "))
    page.get_by_role("button", name="Periksa").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan berlaku")
    expect(page.locator("main")).to_contain_text("Siti Rahmawati")
    assert "serial" not in page.url.partition("?")[2]
    page.get_by_role("link", name="Periksa yang lain").click()
    expect(page.get_by_label("Nomor seri")).to_have_value("")


def test_it_weighs_little_with_all_its_files(open_page, production, credential, signing_key):
    code = carrier.pack(trial.signed(credential), base_url=production)
    page = open_page(**PHONE)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    weights = []
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))

    page.goto(code, wait_until="networkidle")

    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan berlaku")
    total, more = sum(weights), _of_a_full_list()
    print(f"/v: {total / 1000:.1f} KB in {len(weights)} answers, full list {more / 1000:.1f} KB")
    assert len(weights) >= 10
    assert total + more <= LIGHT_BYTES


def _of_a_full_list() -> int:
    """What a list of 131,072 weighs with 1% revoked, 0.2% suspended, 3% replaced."""
    dice = random.Random(1)
    shares = ((1, 1311), (2, 262), (3, 3932))
    marked = {
        dice.randrange(StatusList.SIZE): entry for entry, number in shares for _ in range(number)
    }
    return len(statuslist.pack(marked, size=StatusList.SIZE))


def test_every_file_of_it_is_held_to_its_digest(open_page, production):
    page = open_page(**PHONE)

    page.goto(f"{production}/v", wait_until="networkidle")

    held = "link[rel=stylesheet], link[rel=modulepreload], script[src]"
    assert page.locator(held).count() == 6
    assert page.locator(f":is({held}):not([integrity^=sha384])").count() == 0
