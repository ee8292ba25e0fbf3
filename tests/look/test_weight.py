"""What a first page costs on a small data plan: over the wire, from production's own statics."""

import pytest
from django.urls import reverse

from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUDGET_BYTES = 150_000


@pytest.mark.parametrize("name", ["wagtail_serve", "account_login", "account_signup"])
def test_a_first_page_weighs_little(open_page, production, name):
    page = open_page(**PHONE)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    weights = []
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))

    path = reverse(name, args=[""] if name == "wagtail_serve" else [])
    answer = page.goto(production + path, wait_until="networkidle")

    assert answer.status == 200
    total = sum(weights)
    print(f"{path}: {total / 1000:.1f} KB in {len(weights)} answers")
    assert len(weights) >= 8
    assert total <= BUDGET_BYTES


def test_every_file_of_a_page_is_held_to_its_digest(open_page, production):
    page = open_page(**PHONE)

    page.goto(production + reverse("account_login"), wait_until="networkidle")

    bare = "link[rel=stylesheet]:not([integrity^=sha384]), script[src]:not([integrity^=sha384])"
    assert page.locator(bare).count() == 0
    assert page.evaluate("document.fonts.check('16px \"Plus Jakarta Sans\"')")
    assert page.evaluate("typeof htmx") == "object"
