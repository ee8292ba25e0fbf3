"""What people send: looked at by content, never by name, and made harmless before it is kept."""

import secrets
import warnings
from collections.abc import Iterable
from io import BytesIO

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 10 * 1024 * 1024
# A picture of 12,000 × 5,000: beyond any phone's camera, and 240 MB once unpacked.
MAX_PIXELS = 60_000_000
PHOTO_SIDE = 1600
# A scanned page must stay legible.
SCAN_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP")
MIME_OF = {
    "pdf": {"application/pdf"},
    "jpg": {"image/jpeg"},
    "png": {"image/png"},
    "webp": {"image/webp"},
}


def clean_photo(file: File, *, side: int = PHOTO_SIDE) -> ContentFile:
    """The picture, upright, at most ``side`` pixels long, without place, camera or comment.

    JPEG, or WebP where parts are transparent; random name. Raises ``ValidationError`` in words for
    the person who sent it: too big (10 MB), not a picture, too many pixels, broken.
    """
    _bound(file)
    try:
        # A file built to unpack into far more than it weighs is an error here, not a warning.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encoded_anew(file, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise ValidationError(
            _("Berkas ini bukan foto JPG, PNG, atau WebP. Kirim foto dari kamera atau galeri."),
            code="not_a_photo",
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(
            _("Foto ini rusak atau tidak lengkap. Ambil atau pilih foto lain."), code="broken"
        ) from None


def clean_document(file: File, *, kinds: Iterable[str] = ("pdf", "jpg", "png")) -> File:
    """A document of one of these kinds, known by its content. Pictures are encoded anew.

    Raises ``ValidationError`` in words for the person who sent it.
    """
    kinds = tuple(kinds)
    _bound(file)
    kind = _kind_of(file)
    if kind not in kinds:
        names = ", ".join(name.upper() for name in kinds)
        raise ValidationError(
            _("Isi berkas ini bukan %(kinds)s. Simpan sebagai salah satunya, lalu kirim lagi.")
            % {"kinds": names},
            code="wrong_kind",
        )
    if kind != "pdf":
        return clean_photo(file, side=SCAN_SIDE)
    file.seek(-min(file.size, 2048), 2)
    if b"%%EOF" not in file.read():
        raise ValidationError(
            _("Berkas PDF ini rusak atau tidak lengkap. Simpan ulang, lalu kirim lagi."),
            code="broken",
        )
    file.seek(0)
    file.name = f"{secrets.token_urlsafe(16)}.pdf"
    return file


def _bound(file: File) -> None:
    """By the size alone: a file that is too big is never read."""
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("Berkas ini %(size)s. Paling besar %(limit)s: perkecil, lalu kirim lagi.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(MAX_BYTES)},
            code="too_big",
        )
    if not file.size:
        raise ValidationError(_("Berkas ini kosong. Pilih berkas lain."), code="empty")


def _kind_of(file: File) -> str | None:
    file.seek(0)
    try:
        mime = puremagic.from_string(file.read(4096), mime=True)
    except puremagic.PureError:
        return None
    return next((kind for kind, mimes in MIME_OF.items() if mime in mimes), None)


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("Foto ini terlalu besar ukurannya. Perkecil, atau ambil foto lain."),
        code="too_many_pixels",
    )


def _encoded_anew(file: File, side: int) -> ContentFile:
    file.seek(0)
    with Image.open(file, formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise _too_many_pixels()
        image.draft("RGB", (side, side))  # a JPEG is unpacked at a fraction of its size
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side))
    see_through = upright.has_transparency_data
    picture = upright.convert("RGBA" if see_through else "RGB")
    picture.info.clear()  # Pillow would write a comment back
    kept = BytesIO()
    if see_through:
        picture.save(kept, "WEBP", quality=85, method=4)
    else:
        picture.save(kept, "JPEG", quality=85, optimize=True, progressive=True)
    suffix = "webp" if see_through else "jpg"
    return ContentFile(kept.getvalue(), name=f"{secrets.token_urlsafe(16)}.{suffix}")
