from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}
PATH = "/coba/mengulang/?giliran=2"


@pytest.fixture
def guarded():
    """A browser whose forms are checked, with the page's cookie but a token from before."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_login"))
    return client


class Again(HTMLParser):
    """The form that the page offers: where it leads, and what it would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields, self._open = None, [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form" and told.get("action", "").startswith("/coba/"):
            self.action = told["action"]
        if tag == "textarea":
            self._open = [told["name"], ""]
        if tag == "input" and told.get("name") == "csrfmiddlewaretoken":
            self.token = told["value"]

    def handle_data(self, data):
        if self._open:
            self._open[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            name, value = self._open
            self.fields.append((name, value.removeprefix("\n")))
            self._open = None


def test_what_was_typed_can_be_sent_again_with_one_button(guarded):
    typed = {
        "csrfmiddlewaretoken": "x" * 64,
        "nama": "Sari <b>Wulandari</b>",
        "catatan": "\nbaris dua\nbaris tiga",
        "pilihan": ["a", "b"],
    }

    refused = guarded.post(PATH, typed, headers=OURS)

    assert refused.status_code == 403
    again = Again(refused.content.decode())
    sent = {}
    for name, value in again.fields:
        sent.setdefault(name, []).append(value)
    answer = guarded.post(again.action, {**sent, "csrfmiddlewaretoken": again.token}, headers=OURS)
    told = answer.json()
    told["post"].pop("csrfmiddlewaretoken")
    assert told["path"] == PATH
    assert told["post"] == {
        "nama": [typed["nama"]],
        "catatan": [typed["catatan"]],
        "pilihan": ["a", "b"],
    }


@pytest.mark.parametrize("name", ["password", "new_password1", "oldpassword", "kata_sandi", "code"])
def test_a_password_or_code_is_never_written_into_the_page(guarded, name):
    page = guarded.post(PATH, {name: "rahasia-7", "nama": "Sari"}, headers=OURS).content.decode()

    assert "rahasia-7" not in page
    assert "mengetiknya lagi" in page


def test_a_file_is_named_as_what_must_be_chosen_again(guarded):
    photo = SimpleUploadedFile("foto.jpg", b"xyz")

    page = guarded.post(PATH, {"photo": photo, "nama": "Sari"}, headers=OURS).content.decode()

    assert "Berkas yang Anda pilih" in page
    assert "xyz" not in page


def test_a_form_that_keeps_all_says_nothing_of_loss(guarded):
    page = guarded.post(PATH, {"nama": "Sari"}, headers=OURS).content.decode()

    assert "mengetiknya lagi" not in page
    assert "Berkas yang Anda pilih" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://jahat.example"},
        {"origin": "http://testserver.jahat.example"},
        {"referer": "https://jahat.example/?http://testserver"},
        {"origin": "http://berkas.localhost:8000"},
    ],
)
def test_what_another_site_sent_is_not_offered_again(guarded, headers):
    page = guarded.post(PATH, {"jumlah": "kirim-semua"}, headers=headers)

    assert page.status_code == 403
    assert "kirim-semua" not in page.content.decode()
    assert "Kirim lagi" not in page.content.decode()


def test_without_any_cookie_the_form_is_kept_too():
    stranger = Client(enforce_csrf_checks=True)

    page = stranger.post(PATH, {"nama": "Sari"}, headers=OURS).content.decode()

    again = Again(page)
    answer = stranger.post(
        again.action, dict(again.fields) | {"csrfmiddlewaretoken": again.token}, headers=OURS
    )
    assert answer.json()["post"]["nama"] == ["Sari"]
