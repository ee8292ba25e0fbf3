from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from stc.files import uploads
from tests.files import pictures

MEGABYTE = 1024 * 1024


class Unreadable(BytesIO):
    """Stands for a file that nobody may read: reading it is the failure."""

    def read(self, *_):
        raise AssertionError("read")


def opened(file) -> Image.Image:
    return Image.open(BytesIO(file.read()))


def refusal(act, file, **asked) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        act(file, **asked)
    return caught.value


def test_a_photo_loses_place_camera_and_comment():
    content = pictures.jpeg(exif=pictures.exif(), comment=b"di pos 3")
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)

    kept = uploads.clean_photo(pictures.sent(content))

    clean = opened(kept)
    assert dict(clean.getexif()) == {}
    assert "comment" not in clean.info
    kept.seek(0)
    assert b"Kamera" not in kept.read()


def test_a_photo_taken_sideways_stands_upright():
    content = pictures.jpeg(40, 20, exif=pictures.exif(orientation=6))

    clean = opened(uploads.clean_photo(pictures.sent(content)))

    assert clean.size == (20, 40)
    red, _, blue = clean.getpixel((10, 5))
    assert red > blue


def test_a_photo_becomes_1600_pixels_long():
    clean = opened(uploads.clean_photo(pictures.sent(pictures.jpeg(4000, 3000))))

    assert clean.size == (1600, 1200)
    assert clean.format == "JPEG"


def test_a_see_through_picture_stays_so():
    content = pictures.encoded(Image.new("RGBA", (10, 10), (255, 0, 0, 0)), "PNG")

    clean = opened(uploads.clean_photo(pictures.sent(content, "cap.png")))

    assert (clean.format, clean.convert("RGBA").getpixel((5, 5))[3]) == ("WEBP", 0)


def test_two_photos_never_share_a_name_nor_keep_their_own():
    names = {uploads.clean_photo(pictures.sent(pictures.jpeg(), "ktp-ani.jpg")).name for _ in "ab"}

    assert len(names) == 2
    assert not any("ani" in name for name in names)


def test_a_40_mb_photo_is_refused_in_words_without_being_read():
    error = refusal(uploads.clean_photo, File(Unreadable(bytes(40 * MEGABYTE)), "foto.jpg"))

    assert error.code == "too_big"
    assert [message.replace("\xa0", " ") for message in error.messages] == [
        "Berkas ini 40,0 MB. Paling besar 10,0 MB: perkecil, lalu kirim lagi."
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Nama: Ani\nAlamat: Bandung\n", "not_a_photo"),
        (pictures.SVG, "not_a_photo"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "not_a_photo"),
        (b"<html><script>alert(1)</script>", "not_a_photo"),
        (pictures.PDF, "not_a_photo"),
        (pictures.jpeg(400, 300)[:900], "broken"),
        (pictures.bomb(), "too_many_pixels"),
        (pictures.bomb(8000), "too_many_pixels"),
        (b"", "empty"),
    ],
    ids=["text", "svg", "gif", "html", "pdf", "cut", "bomb", "small bomb", "empty"],
)
def test_what_is_no_photo_is_refused_whatever_its_name(content, code):
    assert refusal(uploads.clean_photo, pictures.sent(content, "foto.jpg")).code == code


def test_a_script_hidden_behind_a_picture_is_not_kept():
    content = pictures.jpeg() + b"<script>alert(1)</script>"

    assert b"<script>" not in uploads.clean_photo(pictures.sent(content)).read()


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF"]),
)
def test_noise_is_refused_in_words_and_never_breaks(noise, head):
    file = SimpleUploadedFile("foto.jpg", head + noise)

    assert refusal(uploads.clean_photo, file).messages
    assert refusal(uploads.clean_document, file).messages


def test_a_pdf_is_kept_as_it_is_under_a_random_name():
    kept = uploads.clean_document(pictures.sent(pictures.PDF, "ijazah ani.pdf"))

    assert kept.read() == pictures.PDF
    assert kept.name.endswith(".pdf")
    assert "ani" not in kept.name


@pytest.mark.parametrize(
    ("content", "name", "kinds", "code"),
    [
        (b"teks biasa", "ijazah.pdf", ("pdf",), "wrong_kind"),
        (pictures.SVG, "ijazah.png", ("pdf", "jpg", "png"), "wrong_kind"),
        (pictures.jpeg(), "ijazah.pdf", ("pdf",), "wrong_kind"),
        (pictures.PDF, "ijazah.jpg", ("jpg",), "wrong_kind"),
        (pictures.PDF[:-8], "ijazah.pdf", ("pdf",), "broken"),
    ],
)
def test_a_document_is_known_by_its_content(content, name, kinds, code):
    error = refusal(uploads.clean_document, pictures.sent(content, name), kinds=kinds)

    assert error.code == code


def test_a_photographed_document_is_encoded_anew_and_stays_legible():
    content = pictures.jpeg(4000, 3000, exif=pictures.exif())

    kept = uploads.clean_document(pictures.sent(content, "ijazah.jpg"))

    clean = opened(kept)
    assert clean.size == (2400, 1800)
    assert dict(clean.getexif()) == {}


def test_a_40_mb_document_is_refused_without_being_read():
    file = File(Unreadable(bytes(40 * MEGABYTE)), "ijazah.pdf")

    assert refusal(uploads.clean_document, file).code == "too_big"
