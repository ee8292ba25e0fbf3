from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from tests.files import pictures

pytestmark = pytest.mark.django_db


def sent_form(content: bytes):
    form = get_image_form(get_image_model())
    data = {"title": "Latihan", "collection": Collection.get_first_root_node().pk, "tags": ""}
    files = {"file": pictures.sent(content)}
    return form(data, files, instance=get_image_model()())


def saved(form):
    assert form.errors == {}
    return form.save()


def test_an_editors_picture_loses_its_place_and_is_bounded(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    form = sent_form(pictures.jpeg(4000, 3000, exif=pictures.exif()))

    image = saved(form)

    assert (image.width, image.height) == (2560, 1920)
    with image.file.open() as file:
        assert dict(Picture.open(BytesIO(file.read())).getexif()) == {}


def test_a_rendition_is_fetched_from_the_files_origin(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    image = saved(sent_form(pictures.jpeg(400, 300)))

    assert image.get_rendition("width-100").url.startswith(f"{settings.FILES_URL}/berkas/images/")


def test_an_editors_bomb_is_an_error_on_the_form():
    assert "file" in sent_form(pictures.bomb(7000)).errors


def test_a_document_is_fetched_from_the_files_origin(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    document = get_document_model().objects.create(
        title="Panduan", file=ContentFile(pictures.PDF, "panduan.pdf")
    )

    assert document.url.startswith(f"{settings.FILES_URL}/berkas/documents/")
