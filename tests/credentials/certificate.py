"""Words of a certificate for tests that need no row, and how a reader sees its page."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2

from certification.credentials import paper

WORDS = paper.Paper(
    name="Siti Rahmawati",
    title_id="Satpam Gada Pratama",
    title_en="Security Guard, Gada Pratama",
    rows=tuple(paper.Row("Berlaku sampai", "Valid until", "31 Desember 2029") for _ in "12345"),
    ends="31 Desember 2029",
    number="STC-GP-2026-00001",
    serial="APV2-MT0B-PAEA-E1HD-Y",
    address="https://sertifikat.stc.example/v#" + "7193460285" * 40,
    check_id="Pindai kode ini untuk memeriksa",
    check_en="Scan this code to check it",
    made=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
)
# What the typefaces have to draw, each from letters of one face where that matters.
NAMES = {
    "short": "Sri",
    "two lines": "Raden Mas Panji Suryaningrat Kusumowardhani Prawirodirdjo Hadiningrat Cokroamito",
    "without a space": "W" * 120,
    "Vietnamese": "Nguyễn Thị Phương Ườ Ặng",
    "Polish": "Zażółć Gęślą Jaźń Łódź",
    "Turkish": "Şükrü İğdır Çağlı",
    "rare Latin": "Ḏawūd q̃ Ħṛṣ ǅ",
    "Arabic": "محمد عبد الرحمن الأنصاري",
    "Javanese": "ꦱꦸꦮꦂꦢꦶ ꦥꦿꦗꦏꦼꦴ",
    "mixed": "Ahmad أَحْمَد Jr. 2 ꦲꦤ",
}


def page(name: str, form: str = "certificate") -> bytes:
    return paper.render(replace(WORDS, name=name), form=form)


def opened(pdf: bytes, side: int = 0):
    return pypdfium2.PdfDocument(pdf)[side]


def words(pdf: bytes, side: int = 0) -> str:
    return opened(pdf, side).get_textpage().get_text_range()


def picture(pdf: bytes, dpi: int = 150, side: int = 0):
    """A page as a scanner at this resolution would see it."""
    return opened(pdf, side).render(scale=dpi / 72).to_pil()
