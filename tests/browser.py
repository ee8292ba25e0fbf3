"""A real Chromium, as a guard's phone and as an officer's desk; what it complains of fails."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page

from tests import servers
from tests.signing_in import SignedIn

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Each breach of the content security policy, said once more where a test can hear it.
TELL_BREACHES = """document.addEventListener("securitypolicyviolation", e => console.error(
  `CSP: ${e.violatedDirective} refuses ${e.blockedURI} (${e.sourceFile}:${e.lineNumber})`));"""
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    try:
        chromium = servers.chromium()
    except servers.Missing as missing:
        pytest.skip(f"no Chromium ({missing}): name one in CHROMIUM")
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


def complaints(page: Page) -> list[str]:
    """What the browser has complained of so far. A test that provokes one takes it out itself."""
    return page.stc_complaints


def _listen(page: Page) -> None:
    heard = page.stc_complaints = []

    def on_console(message) -> None:
        # Answers with an error status are judged below, by what was asked for.
        if message.type == "error" and "Failed to load resource" not in message.text:
            heard.append(f"console: {message.text}")

    def on_response(response) -> None:
        asked = response.request.resource_type in ("document", "fetch", "xhr")
        if response.status >= 500 or (response.status >= 400 and not asked):
            heard.append(f"{response.status}: {response.url}")

    page.add_init_script(TELL_BREACHES)
    page.on("console", on_console)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("response", on_response)


@pytest.fixture
def open_page(new_context):
    """``open_page(**PHONE)``: one more browser of its own, listened to. Ends with the test."""
    pages = []

    def opened(**context) -> Page:
        page = new_context(**context).new_page()
        _listen(page)
        pages.append(page)
        return page

    yield opened
    heard = [line for page in pages for line in complaints(page)]
    assert not heard, "\n".join(heard)


@pytest.fixture
def phone(open_page) -> Page:
    """A guard's phone: 360 × 740, touch."""
    return open_page(**PHONE)


@pytest.fixture
def desk(open_page) -> Page:
    """An officer's desk: 1280 × 800."""
    return open_page(**DESK)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def screen(request, open_page) -> Page:
    """Both, one after the other."""
    return open_page(**request.param)


@pytest.fixture
def page(desk) -> Page:
    return desk


def signed_in(page: Page, person) -> Page:
    """The page, with a session of this person on the live server."""
    client = SignedIn()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": session,
                "domain": "localhost",
                "path": "/",
            }
        ]
    )
    return page


def assert_axe_clean(page: Page) -> None:
    """axe finds nothing serious or critical on the page as it stands."""
    # Without motion: what is still moving in would be measured at half its contrast.
    page.emulate_media(reduced_motion="reduce")
    found = Axe().run(page).response["violations"]
    page.emulate_media(reduced_motion="null")
    grave = [
        f"{v['impact']} {v['id']}: {v['help']} at {node['target']}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]
    assert not grave, "\n".join(grave)


@pytest.fixture
def shot(request):
    """``shot(page, "profile")`` keeps a picture where ``SCREENSHOTS`` names a folder."""

    def keep(page: Page, name: str) -> None:
        if folder := os.environ.get("SCREENSHOTS"):
            file = Path(folder) / f"{request.node.path.stem}-{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=file, full_page=True)

    return keep


@pytest.fixture
def production(settings, tmp_path):
    """The house served as in production: hashed names, WhiteNoise, its compressed files."""
    from stc.home import reference

    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = ["localhost"]
    reference.load()
    call_command("collectstatic", interactive=False, verbosity=0)
    server = LiveServerThread("localhost", static_handler=lambda handler: handler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    server.terminate()
