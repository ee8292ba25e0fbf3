from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from stc.files import links, origin
from stc.files.storage import RandomName, private
from tests.files import pictures

FILES = {"host": origin.urlsplit(settings.FILES_URL).netloc}
PAGES = {"host": "localhost:8000"}
NOW = timezone.now()


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    there = {
        "default": {
            **settings.STORAGES["default"],
            "OPTIONS": {"location": tmp_path / "media"},
        },
        "private": {
            **settings.STORAGES["private"],
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }
    settings.STORAGES = {**settings.STORAGES, **there}


def kept(name: str, content: bytes) -> FieldFile:
    field = FileField(storage=private)
    return FieldFile(None, field, private().save(name, ContentFile(content)))


def path_of(url: str) -> str:
    assert url.startswith(settings.FILES_URL + "/")
    return url.removeprefix(settings.FILES_URL)


def test_a_link_opens_its_file_on_the_files_origin(client):
    photo = kept("profil/a.jpg", pictures.jpeg())

    response = client.get(path_of(links.url(photo)), headers=FILES)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == pictures.jpeg()


def test_what_is_handed_out_can_do_nothing_in_a_browser(client):
    photo = kept("profil/a.jpg", pictures.jpeg())

    response = client.get(path_of(links.url(photo)), headers=FILES)

    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == 'inline; filename="a.jpg"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.html", "application/octet-stream"),
        ("a.svg", "application/octet-stream"),
        ("a.json", "application/json"),
    ],
)
def test_anything_but_our_own_pictures_is_saved_not_shown(client, name, kind):
    file = kept(name, b"<script>alert(1)</script>")

    response = client.get(path_of(links.url(file, shown_name="Data saya.x")), headers=FILES)

    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"] == 'attachment; filename="Data saya.x"'


def test_a_link_ends_after_its_time(client):
    photo = kept("a.jpg", pictures.jpeg())
    with time_machine.travel(NOW, tick=False):
        path = path_of(links.url(photo, seconds=60))

    with time_machine.travel(NOW + timedelta(seconds=59), tick=False):
        assert client.get(path, headers=FILES).status_code == 200
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        assert client.get(path, headers=FILES).status_code == 404


def test_a_link_that_was_tampered_with_opens_nothing(client):
    path = path_of(links.url(kept("a.jpg", pictures.jpeg())))
    place = len("/pribadi/") + 4

    changed = path[:place] + ("A" if path[place] != "A" else "B") + path[place + 1 :]

    assert client.get(changed, headers=FILES).status_code == 404


def test_the_signature_of_one_file_does_not_open_another(client):
    mine, yours = kept("mine.jpg", pictures.jpeg()), kept("yours.jpg", pictures.jpeg())
    my_link, your_link = path_of(links.url(mine)), path_of(links.url(yours))

    mixed = your_link.split(":", 1)[0] + ":" + my_link.split(":", 1)[1]

    assert client.get(mixed, headers=FILES).status_code == 404


def test_a_private_file_has_no_address_but_its_link(client):
    photo = kept("profil/a.jpg", pictures.jpeg())

    for path in (
        f"/berkas/{photo.name}",
        f"/pribadi/{photo.name}",
        f"/berkas/../private/{photo.name}",
    ):
        assert client.get(path, headers=FILES).status_code == 404


def test_a_template_that_asks_for_the_address_gets_a_short_link(client):
    photo = kept("a.jpg", pictures.jpeg())

    assert client.get(path_of(photo.url), headers=FILES).status_code == 200


def test_a_file_that_is_gone_is_not_found(client):
    photo = kept("a.jpg", pictures.jpeg())
    path = path_of(links.url(photo))
    photo.storage.delete(photo.name)

    assert client.get(path, headers=FILES).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/akun/masuk/", "/cms/", "/healthz", "/api/v1/", "/static/css/tilemap.css", "/saya/"],
)
def test_the_files_host_serves_no_page(client, path):
    response = client.get(path, headers=FILES)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.cookies == {}


def test_nothing_can_be_sent_to_the_files_host(client):
    path = path_of(links.url(kept("a.jpg", pictures.jpeg())))

    assert client.post(path, headers=FILES).status_code == 404


@pytest.mark.django_db
def test_the_page_host_serves_no_file(client):
    storages["default"].save("images/a.jpg", ContentFile(pictures.jpeg()))
    link = path_of(links.url(kept("a.jpg", pictures.jpeg())))

    for path in (link, "/berkas/images/a.jpg"):
        response = client.get(path, headers=PAGES, follow=True)
        assert pictures.jpeg() not in response.getvalue()
        assert response.headers["Content-Type"] != "image/jpeg"


def test_a_published_picture_is_served_from_the_files_origin(client):
    name = storages["default"].save("images/a.jpg", ContentFile(pictures.jpeg()))

    url = storages["default"].url(name)
    response = client.get(path_of(url), headers=FILES)

    assert response.getvalue() == pictures.jpeg()
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["/berkas/../../etc/passwd", "/berkas//etc/passwd", "/berkas/.."])
def test_no_path_leads_out_of_the_folder(client, path):
    assert client.get(path, headers=FILES).status_code == 404


def test_where_both_origins_are_one_the_pages_have_it(settings):
    settings.FILES_URL = settings.BASE_URL

    assert not origin.is_files_host("localhost:8000")


def test_the_files_host_is_known_with_and_without_its_usual_port(settings):
    settings.BASE_URL, settings.FILES_URL = "https://stc.example", "https://berkas.stc.example"

    assert origin.is_files_host("berkas.stc.example")
    assert origin.is_files_host("BERKAS.stc.example:443")
    assert not origin.is_files_host("stc.example")
    assert not origin.is_files_host("berkas.stc.example:8443")


def test_production_refuses_files_on_the_pages_origin(settings):
    settings.FILES_URL = settings.BASE_URL

    with pytest.raises(SystemCheckError, match=r"files\.E001"):
        call_command("check", "--deploy", "--tag", "security")


def test_pictures_of_the_files_origin_are_allowed_in_pages_and_nothing_else_is():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    allowed = [name for name, sources in directives.items() if settings.FILES_URL in sources]
    assert allowed == ["img-src", "media-src"]


def test_a_stored_name_tells_nothing():
    named = RandomName("profil")

    first, second = named(None, "KTP Ani.JPG"), named(None, "KTP Ani.JPG")

    assert first != second
    assert first.startswith("profil/")
    assert first.endswith(".jpg")
    assert "Ani" not in first
