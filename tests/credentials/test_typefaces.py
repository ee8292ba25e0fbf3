"""What stands on the page is what was said, in any script that a face of ours has."""

import unicodedata
from collections import Counter

import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps, ImageStat

from certification.credentials import paper
from certification.credentials.errors import NotPrintable
from certification.credentials.models import Credential
from certification.credentials.paper import shaping
from tests.credentials import certificate, trial

# Letters of our four faces, their marks, and what people type between them.
LETTERS = st.sampled_from("aiuəßÆđŁıİřŠžệữĄÑ ОжΩ0129.,'’-()/&َّ̣̃́أبتمحدلايصعهٱچگꦲꦤꦕꦫꦏꦢꦠꦱꦮꦭꦥꦶꦸꦼꦺꦴꦂꦁ꧀")
TEXTS = st.text(LETTERS, min_size=1, max_size=60) | st.text(min_size=1, max_size=30)


# PDFium takes a line's last hyphen for a break, and writes fractions out.
AS_READ = str.maketrans({"\ufffe": "-", "⁄": "/"})


def counted(text: str) -> Counter:
    """Its characters, taken apart; readers mirror signs in text that runs leftwards."""
    return Counter(
        "(" if unicodedata.mirrored(letter) or letter in "‘’“”" else letter
        for letter in unicodedata.normalize("NFKD", text).translate(AS_READ)
        if not letter.isspace()
    )


@given(name=TEXTS)
@settings(deadline=None, max_examples=100)
def test_what_passes_the_check_stands_on_the_page_whole(name):
    assume(name.strip() and not paper.missing_glyphs(name))
    blank = counted(certificate.words(certificate.page("")))

    page = certificate.opened(certificate.page(name))

    text = page.get_textpage()
    # No letter is lost. PDFium says some letters with raised marks twice.
    assert not counted(name) - (counted(text.get_text_range()) - blank)
    wide, high = page.get_size()
    for at in range(text.count_chars()):
        left, foot, right, top = text.get_charbox(at)
        assert 0 <= left <= right <= wide
        assert 0 <= foot <= top <= high


@given(name=st.text(min_size=1, max_size=120))
@settings(deadline=None, max_examples=100)
def test_any_text_is_either_drawn_or_named(name):
    line = shaping.shaped(name, shaping.BOLD)

    assert line.missing or all(glyph.number for glyph in line.glyphs)
    assert set(line.missing) <= set(unicodedata.normalize("NFC", name))


def test_all_of_ascii_that_is_seen_is_drawn_so_that_it_need_not_be_shaped_to_know():
    seen = "".join(filter(str.isprintable, map(chr, range(128))))

    assert shaping.shaped(seen, shaping.BOLD).missing == ()


@pytest.mark.parametrize("name", certificate.NAMES.values(), ids=certificate.NAMES)
def test_every_name_that_we_know_of_is_printable(name):
    assert paper.missing_glyphs(name) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("王小明", ("王", "小", "明")),
        ("Budi 🙂", ("🙂",)),
        ("Budi\u200d", ("\u200d",)),
        ("Budi\u202eiduB", ("\u202e",)),
        ("Bud!\u0303", ("\u0303",)),
        ("\u0301", ("\u0301",)),
        ("ꦴ", ("ꦴ",)),
    ],
)
def test_what_no_face_draws_is_named(text, missing):
    assert paper.missing_glyphs(text) == missing


def ink(picture: Image.Image) -> Image.Image:
    """What is drawn, cut out, at one height, blurred: two renderers never agree to a dot."""
    dark = ImageOps.invert(picture.convert("L")).point(lambda light: 255 if light > 140 else 0)
    cut = dark.crop(dark.getbbox())
    return cut.resize((cut.width * 80 // cut.height, 80)).filter(ImageFilter.GaussianBlur(2))


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("Vietnamese", "PlusJakartaSans-700"),
        ("Polish", "PlusJakartaSans-700"),
        ("Arabic", "NotoNaskhArabic-700"),
        ("Javanese", "NotoSansJavanese-700"),
    ],
)
def test_another_renderer_draws_the_same_shapes(name, face):
    text = certificate.NAMES[name]
    seen = certificate.picture(certificate.page(text), 300)
    high = seen.height
    ours = seen.crop(
        (int(seen.width * 0.13), int(high * 0.295), int(seen.width * 0.87), int(high * 0.366))
    )

    font = ImageFont.truetype(
        shaping.FONTS / f"{face}.ttf", 112, layout_engine=ImageFont.Layout.RAQM
    )
    theirs = Image.new("L", (2400, 400), 255)
    ImageDraw.Draw(theirs).text((60, 120), text, font=font, fill=0)

    ours, theirs = ink(ours), ink(theirs)
    assert abs(ours.width - theirs.width) <= 0.01 * theirs.width
    apart = ImageChops.difference(ours, theirs.resize(ours.size))
    assert ImageStat.Stat(apart).sum[0] / ImageStat.Stat(theirs).sum[0] < 0.12


@pytest.mark.django_db
def test_a_name_that_cannot_be_printed_is_refused_before_anything_is_issued(holder, officer):
    with pytest.raises(NotPrintable) as refused:
        trial.issued(holder, by=officer, words=trial.snapshot(holder_name="Budi 王"))

    assert not Credential.objects.exists()
    assert str(refused.value) == (
        "王 (U+738B) pada “Budi 王” tidak dapat dicetak pada sertifikat. "
        "Perbaiki data itu, lalu coba lagi."
    )
    with translation.override("en"):
        assert str(refused.value).startswith("王 (U+738B) in “Budi 王” cannot be printed")


@pytest.mark.django_db
@pytest.mark.parametrize("words", [{"title_en": "Guard 王"}, {"region_name": "Kota 王"}])
def test_no_other_word_of_the_page_may_lack_a_letter(holder, officer, words):
    with pytest.raises(NotPrintable):
        trial.issued(holder, by=officer, words=trial.snapshot(**words))
