"""What a first page costs on a small data plan: over the wire, from production's own statics."""

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from django.urls import reverse

from stc.home import reference
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUDGET_BYTES = 150_000


@pytest.fixture
def house(settings, tmp_path):
    """The house served as in production: hashed names, WhiteNoise, its compressed files."""
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


@pytest.mark.parametrize("name", ["wagtail_serve", "account_login", "account_signup"])
def test_a_first_page_weighs_little(open_page, house, name):
    page = open_page(**PHONE)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    weights = []
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))

    path = reverse(name, args=[""] if name == "wagtail_serve" else [])
    answer = page.goto(house + path, wait_until="networkidle")

    assert answer.status == 200
    total = sum(weights)
    print(f"{path}: {total / 1000:.1f} KB in {len(weights)} answers")
    assert len(weights) >= 8
    assert total <= BUDGET_BYTES


def test_every_file_of_a_page_is_held_to_its_digest(open_page, house):
    page = open_page(**PHONE)

    page.goto(house + reverse("account_login"), wait_until="networkidle")

    bare = "link[rel=stylesheet]:not([integrity^=sha384]), script[src]:not([integrity^=sha384])"
    assert page.locator(bare).count() == 0
    assert page.evaluate("document.fonts.check('16px \"Plus Jakarta Sans\"')")
    assert page.evaluate("typeof htmx") == "object"
