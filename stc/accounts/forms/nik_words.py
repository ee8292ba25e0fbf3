"""What is wrong with an identity number, in words, and where in it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from stc.accounts import nik
from stc.accounts.nik import Fault
from stc.look.written import day

# Of each fault: the digits it speaks of, and what is said.
_WORDS = {
    Fault.NOT_DIGITS: (slice(0), _("NIK hanya berisi angka. Ketik 16 angka seperti di KTP.")),
    Fault.LENGTH: (
        slice(0),
        _("NIK terdiri dari 16 angka, tetapi yang diketik %(count)s angka."),
    ),
    Fault.PROVINCE: (slice(2), _("Angka ke-1 dan 2 (%(part)s) bukan kode provinsi.")),
    Fault.REGENCY: (
        slice(4),
        _(
            "Angka ke-1 sampai 4 (%(part)s) bukan kode kabupaten atau kota yang kami kenal. "
            "Periksa lagi di KTP. Bila memang begitu, centang kotak di bawahnya."
        ),
    ),
    Fault.DISTRICT: (slice(4, 6), _("Angka ke-5 dan 6 adalah kode kecamatan, tidak mungkin 00.")),
    Fault.DAY: (
        slice(6, 8),
        _(
            "Angka ke-7 dan 8 (%(part)s) bukan tanggal: 01 sampai 31, "
            "untuk perempuan ditambah 40 (41 sampai 71)."
        ),
    ),
    Fault.MONTH: (slice(8, 10), _("Angka ke-9 dan 10 (%(part)s) bukan bulan.")),
    Fault.DATE: (slice(6, 12), _("Angka ke-7 sampai 12 (%(part)s) bukan tanggal yang ada.")),
    Fault.OTHER_BIRTH_DATE: (
        slice(6, 12),
        _(
            "Angka ke-7 sampai 12 (%(part)s) tidak cocok dengan tanggal lahir %(birth)s. "
            "Periksa keduanya di KTP."
        ),
    ),
    Fault.SERIAL: (slice(12, 16), _("Angka ke-13 sampai 16 tidak mungkin 0000.")),
}


def words_for(fault: Fault, typed: str, *, birth_date: date | None) -> str:
    """A sentence that says what is wrong, and in which of the sixteen digits."""
    number = nik.digits(typed)
    digits, words = _WORDS[fault]
    told = {"part": number[digits], "count": len(number), "birth": day(birth_date)}
    return str(words) % told
