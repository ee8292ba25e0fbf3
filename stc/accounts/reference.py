"""What accounts needs before anyone comes: purposes, first consent texts, time limits.

Rows that are there already are left alone, since officers may have changed them.
"""

from datetime import date
from pathlib import Path

from django.db import transaction

from stc.accounts.models import Purpose, TimeLimit

CONTENT = Path(__file__).parent / "content"
TEXTS_FROM = date(2026, 1, 1)
PURPOSES = (
    ("training", "Data untuk pelatihan dan sertifikasi", "Data for training and certification"),
    ("certificate-name", "Nama di dalam kode sertifikat", "Name inside the certificate's code"),
    ("photo", "Pemakaian foto", "Use of your photo"),
    (
        "employer",
        "Sertifikat terlihat oleh tempat kerja",
        "Certificates seen by your employer",
    ),
    ("notices", "Pemberitahuan lewat surel dan ponsel", "Notices by e-mail and phone"),
)
# UU 27/2022 answers several rights within 3 × 24 hours; which of them, counsel has yet to confirm.
LAW_FROM = date(2024, 10, 17)
LIMITS = (
    (TimeLimit.For.ERASURE, 3, "UU 27/2022 (3 × 24 jam, perlu dipastikan)"),
    (TimeLimit.For.EXPORT, 7, "Kebijakan penyelenggara"),
    (TimeLimit.For.UNDO_MERGE, 30, "Kebijakan penyelenggara"),
)


def _read(code: str, language: str) -> str:
    return (CONTENT / f"{code}.{language}.txt").read_text("utf-8").strip()


@transaction.atomic
def load_reference() -> None:
    """Load all of it. A second call changes nothing."""
    for order, (code, name, name_en) in enumerate(PURPOSES, start=1):
        purpose, _created = Purpose.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "order": order * 10}
        )
        if not purpose.texts.exists():
            purpose.texts.create(
                valid_from=TEXTS_FROM, body=_read(code, "id"), body_en=_read(code, "en")
            )
    for limits, days, decree in LIMITS:
        if not TimeLimit.objects.filter(limits=limits).exists():
            TimeLimit.objects.create(limits=limits, valid_from=LAW_FROM, days=days, decree=decree)
