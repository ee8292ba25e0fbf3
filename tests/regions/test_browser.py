"""The tile map in a real Chromium, at a phone's width and at a desk's, in light and dark."""

import pytest
from django.core.cache import cache

from stc.home.pages import load_pages
from stc.regions.models import Region
from stc.regions.services import load_regions
from tests.accounts.factories import PersonFactory
from tests.browser import DESK, PHONE
from tests.home.certificates import held

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def certificates():
    cache.clear()
    load_regions()
    load_pages()

    for number, city in enumerate(Region.objects.filter(code__endswith=".71").order_by("code")[:4]):
        for holder in PersonFactory.create_batch(5 + number, region=city):
            held(holder)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_map_is_seen_and_each_square_can_be_read(
    open_page, live_server, certificates, screen, scheme
):
    page = open_page(**screen, color_scheme=scheme)
    page.goto(live_server.url)

    drawing = page.locator("svg.tilemap-drawing")
    box = drawing.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= screen["viewport"]["width"]
    page.get_by_text("Lihat sebagai tabel").click()
    assert page.locator(".tilemap-table tbody tr").count() == 38
    letters = page.locator(".tile-iso").first.bounding_box()
    assert letters["height"] >= 8
    fills = page.eval_on_selector_all(
        ".tile rect", "all => all.map(one => getComputedStyle(one).fillOpacity)"
    )
    assert len(set(fills)) > 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
