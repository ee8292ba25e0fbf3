from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class CannotApply(DomainError):
    code = "cannot_apply"
    message = _("Akun %(person)s tidak aktif, jadi tidak dapat mengajukan sertifikasi.")


class NoSuchScheme(DomainError):
    code = "no_such_scheme"
    message = _("Skema itu tidak ada. Pilih dari daftar skema.")


class NoPaper(DomainError):
    code = "no_paper"
    message = _("Ujian untuk %(scheme)s belum disiapkan. Hubungi penyelenggara sertifikasi.")


class NotYourCase(DomainError):
    code = "not_your_case"
    message = _("Permohonan ini milik orang lain.")


class NotOpen(DomainError):
    code = "not_open"
    message = _("Permohonan ini sudah %(state)s, jadi tidak dapat diubah lagi.")


class NameChanged(DomainError):
    code = "name_changed"
    message = _(
        "Nama di profil Anda sudah lain. Baca lagi, lalu konfirmasi yang tertulis sekarang."
    )


class WrongPaper(DomainError):
    code = "wrong_paper"
    message = _("Sesi itu bukan untuk ujian permohonan ini. Pilih sesi lain.")


class StillMissing(DomainError):
    code = "still_missing"
    message = _("Belum dapat diputuskan kompeten, karena belum lengkap: %(lines)s.")


class NotExamined(DomainError):
    code = "not_examined"
    message = _("Hasil ujiannya belum diterbitkan, jadi perkara ini belum dapat diputuskan.")


class CaseWithdrawn(DomainError):
    code = "case_withdrawn"
    message = _("Pemohon sudah menarik permohonan ini, jadi tidak ada yang perlu diputuskan.")


class AlreadyDecided(DomainError):
    code = "already_decided"
    message = _("Perkara ini sudah diputuskan %(outcome)s oleh %(officer)s.")


class ExamNotPassed(DomainError):
    code = "exam_not_passed"
    message = _("Hasil ujiannya belum kompeten, jadi keputusannya tidak dapat kompeten.")


class ReasonsNeeded(DomainError):
    code = "reasons_needed"
    message = _("Tulis alasannya: pemohon berhak tahu.")


class NotAnOfficer(DomainError):
    code = "not_an_officer"
    message = _("Hanya petugas sertifikasi yang memutuskan.")


class NobodyToDecide(DomainError):
    code = "nobody_to_decide"
    message = _("Tidak ada lagi yang dapat Anda putuskan kompeten di sini.")


class GroupChanged(DomainError):
    code = "group_changed"
    message = _(
        "Daftarnya berubah sejak Anda membukanya. Belum ada yang diputuskan: periksa daftar yang "
        "baru di bawah, lalu putuskan lagi."
    )
