"""Files in a bucket, by moto's server: the protocol of an object store, not a real one."""

import uuid
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from stc.files import links
from stc.files.storage import private
from stc.home import backups
from stc.settings.engines import _bucket
from tests.files import pictures

pytestmark = pytest.mark.servers


@pytest.fixture
def bucket(s3_url, settings):
    """Both storages in a bucket of this test's own, set up as STORAGE_URL sets them up."""
    name = f"stc-{uuid.uuid4().hex[:12]}"
    host = s3_url.removeprefix("http://").rstrip("/")
    options = _bucket(f"s3://kunci:rahasia@{host}/{name}?region=us-east-1&tls=false")
    boto3.client(
        "s3",
        endpoint_url=options["endpoint_url"],
        aws_access_key_id=options["access_key"],
        aws_secret_access_key=options["secret_key"],
        region_name=options["region_name"],
    ).create_bucket(Bucket=name)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "stc.files.s3.PublicBucket",
            "OPTIONS": options | {"location": "media"},
        },
        "private": {
            "BACKEND": "stc.files.s3.PrivateBucket",
            "OPTIONS": options | {"location": "private"},
        },
    }
    return options


def kept(name: str, content: bytes) -> FieldFile:
    return FieldFile(None, FileField(storage=private), private().save(name, ContentFile(content)))


def test_a_link_is_presigned_and_opens_the_file_as_what_it_is(bucket):
    photo = kept("profil/a.jpg", pictures.jpeg())

    url = links.url(photo, seconds=60, shown_name="Foto saya.jpg")

    with urlopen(url) as response:
        assert response.read() == pictures.jpeg()
        assert response.headers["Content-Type"] == "image/jpeg"
    asked = parse_qs(urlsplit(url).query)
    assert url.startswith(bucket["endpoint_url"])
    assert asked["X-Amz-Expires"] == ["60"]
    assert asked["response-content-disposition"] == ['inline; filename="Foto saya.jpg"']
    assert asked["response-cache-control"] == ["private, no-store"]


def test_anything_but_our_own_pictures_is_saved_not_shown(bucket):
    url = links.url(kept("a.html", b"<script>alert(1)</script>"))

    with urlopen(url) as response:
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")


def test_public_files_are_presigned_too_for_the_bucket_is_closed(bucket):
    name = storages["default"].save("images/a.jpg", ContentFile(pictures.jpeg()))

    url = storages["default"].url(name)

    assert "X-Amz-Signature" in url
    with urlopen(url) as response:
        assert response.read() == pictures.jpeg()


def test_our_own_files_origin_hands_out_nothing_of_a_bucket(bucket, client, settings):
    name = storages["default"].save("images/a.jpg", ContentFile(pictures.jpeg()))
    host = urlsplit(settings.FILES_URL).netloc

    assert client.get(f"/berkas/{name}", headers={"host": host}).status_code == 404


def test_two_files_of_one_name_never_overwrite_each_other(bucket):
    first, second = kept("a.jpg", b"satu"), kept("a.jpg", b"dua")

    assert first.name != second.name


def test_a_file_that_was_deleted_is_gone(bucket):
    photo = kept("a.jpg", b"satu")
    url = links.url(photo)
    photo.storage.delete(photo.name)

    with pytest.raises(HTTPError, match=r"40[34]"):
        urlopen(url)


def test_a_backup_finds_every_file_of_a_bucket(bucket):
    kept("profil/2026/a.jpg", b"satu")
    kept("b.pdf", b"dua")

    assert sorted(backups._names(storages["private"])) == ["b.pdf", "profil/2026/a.jpg"]
