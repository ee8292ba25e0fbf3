"""Pages of faults: in both languages, in the house's look, and 500 with nothing to lean on."""

import pytest

TITLES = {
    "400": ("Permintaan tidak dapat dibaca", "This request cannot be read"),
    "403": ("Halaman ini bukan untuk Anda", "This page is not for you"),
    "500": ("Sistem kami sedang terganggu", "Our system is in trouble"),
}


@pytest.fixture
def stranger(client, settings):
    settings.ROOT_URLCONF = "tests.look.urls"
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("how", TITLES)
@pytest.mark.parametrize(("language", "at"), [("id", 0), ("en", 1)])
def test_a_fault_says_what_happened_in_the_readers_language(stranger, how, language, at):
    stranger.cookies["bahasa"] = language

    answer = stranger.get(f"/gagal/{how}/")

    assert answer.status_code == int(how)
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{TITLES[how][at]}</h1>" in page
    assert "css/tokens.css" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("id", "Halaman tidak ditemukan"), ("en", "Page not found")]
)
def test_an_address_that_leads_nowhere_is_said_so(stranger, language, title):
    stranger.cookies["bahasa"] = language

    answer = stranger.get("/tidak-ada-di-sini/")

    assert answer.status_code == 404
    assert f"<h1>{title}</h1>" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["400", "500"])
def test_a_broken_page_asks_the_database_nothing(stranger, how, django_assert_num_queries):
    with django_assert_num_queries(0):
        stranger.get(f"/gagal/{how}/")
