import hashlib
import subprocess

import pytest
import zxingcpp
from django.db import DatabaseError, transaction

from certification.credentials import paper, tasks
from certification.credentials.formats import carrier
from certification.credentials.models import Document
from certification.credentials.services.paper import words_of
from tests import servers, verapdf
from tests.credentials import certificate, independent, trial

pytestmark = pytest.mark.django_db


def seen(pdf: bytes, dpi: int = 150):
    return certificate.picture(pdf, dpi), certificate.words(pdf)


@pytest.fixture
def words(credential, signing_key):
    trial.signed(credential)
    return words_of(type(credential).objects.get())


@pytest.mark.parametrize("dpi", [150, 300])
def test_the_code_reads_back_from_the_page(words, dpi):
    picture, _text = seen(paper.render(words), dpi)

    found = zxingcpp.read_barcodes(picture)

    assert [code.text for code in found] == [words.address]
    assert carrier.unpack(words.address) is not None


def test_another_reader_finds_the_same_name_on_the_page(words, signing_key, zbarimg, tmp_path):
    row = signing_key.issuing
    picture, _text = seen(paper.render(words), 200)
    picture.save(tmp_path / "page.png")

    read = subprocess.run(
        [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", tmp_path / "page.png"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    keys = {bytes.fromhex(row.kid): bytes.fromhex(row.public)}
    assert read == words.address
    assert independent.opened(independent.carried(read), keys)[-65537][-1] == "Siti Rahmawati"


def test_the_page_says_it_in_both_languages(words):
    _picture, text = seen(paper.render(words))

    for said in (
        "Siti Rahmawati",
        "Satpam Gada Pratama",
        "Security Guard, Gada Pratama",
        "STC-GP-2026-00001",
        "Berlaku sampai / Valid until",
        "31 Desember 2099",
        "Kota Bandung",
        words.serial,
    ):
        assert said in text


def test_the_same_words_give_the_same_small_file(words):
    pdf = paper.render(words)

    assert paper.render(words) == pdf
    assert len(pdf) <= 60 * 1024


@pytest.mark.parametrize("name", certificate.NAMES.values(), ids=certificate.NAMES)
def test_no_name_spoils_the_page(name):
    pdf = certificate.page(name)

    picture, _text = seen(pdf)

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [certificate.WORDS.address]
    assert len(pdf) <= 80 * 1024


def test_a_long_name_is_smaller_and_then_stands_on_two_lines_whole():
    _picture, text = seen(certificate.page(certificate.NAMES["two lines"]))

    assert "Raden Mas Panji Suryaningrat Kusumowardhani\r\nPrawirodirdjo" in text
    assert "Cokroamito" in text
    assert "…" not in text


def test_each_form_is_for_the_archive(tmp_path):
    files = []
    for form in paper.FORMS:
        for name in ("two lines", "mixed", "rare Latin"):
            files.append(tmp_path / f"{form} {name}.pdf")
            files[-1].write_bytes(certificate.page(certificate.NAMES[name], form))

    try:
        found = verapdf.findings(*files)
    except servers.Missing as missing:
        pytest.skip(str(missing))

    assert found == [f"PASS {file} 2b" for file in files]


def test_rendered_once_and_kept_with_its_hash(credential, words):
    for _ in range(2):
        tasks.render_pdf(credential_id=credential.pk, form="certificate")

    document = Document.objects.get()
    with document.file.open() as file:
        assert hashlib.sha256(file.read()).hexdigest() == document.sha256
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Document.objects.update(sha256="0")
