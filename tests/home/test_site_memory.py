"""What a process knows of the CMS's site, and when it no longer does."""

import pytest
from django.test import RequestFactory
from wagtail.models import Site

from stc.home import site_memory
from stc.home.models import HomePage
from stc.home.pages import homes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    return homes()["id"]


def ask(host="localhost"):
    """A request that looks up its site and the paths of its home pages."""
    request = RequestFactory().get("/", headers={"host": host})
    site_memory.recall(request)
    Site.find_for_request(request)
    HomePage.objects.first().get_url(request)
    site_memory.keep(request)
    return request


def test_the_second_request_asks_for_nothing(home, django_assert_num_queries):
    ask()
    request = RequestFactory().get("/", headers={"host": "localhost"})

    with django_assert_num_queries(0):
        site_memory.recall(request)
        assert home.get_url(request) == "/"
        assert Site.find_for_request(request).root_page_id == home.pk


def test_a_site_that_was_changed_is_known_after_a_while(monkeypatch):
    ask()
    Site.objects.update(site_name="Lain")
    assert ask()._wagtail_site.site_name == "STC"

    now = site_memory.time.monotonic() + site_memory.SECONDS + 1
    monkeypatch.setattr(site_memory.time, "monotonic", lambda: now)

    assert ask()._wagtail_site.site_name == "Lain"


def test_asking_does_not_make_it_last_longer(monkeypatch):
    ask()
    until = [known.until for known in site_memory._known.values()]

    ask()

    assert [known.until for known in site_memory._known.values()] == until


def test_made_up_hosts_do_not_fill_the_memory():
    for number in range(site_memory.MOST + 5):
        ask(f"h{number}.localhost")

    assert len(site_memory._known) <= site_memory.MOST


def test_without_a_site_nothing_is_kept():
    Site.objects.all().delete()
    request = RequestFactory().get("/", headers={"host": "localhost"})

    assert Site.find_for_request(request) is None
    site_memory.keep(request)

    assert not site_memory._known
