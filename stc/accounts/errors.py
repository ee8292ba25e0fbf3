"""What accounts refuses, in words for whoever asked."""

from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class ProfileChangedElsewhere(DomainError):
    code = "profile_changed_elsewhere"
    message = _(
        "Profil ini sudah diubah di jendela atau perangkat lain. Isian Anda masih ada di bawah: "
        "periksa, lalu simpan sekali lagi."
    )


class NikRefused(DomainError):
    """``faults`` (``stc.accounts.nik.Fault``) say what is wrong."""

    code = "nik_refused"
    message = _("NIK ini tidak benar: %(faults)s. Periksa lagi di KTP.")


class ReasonNeeded(DomainError):
    code = "reason_needed"
    message = _("Tulis alasannya. Alasan Anda disimpan dalam jejak.")


class NoNik(DomainError):
    code = "no_nik"
    message = _("NIK orang ini belum diisi.")


class TextChanged(DomainError):
    code = "consent_text_changed"
    message = _("Teks persetujuan ini baru saja diperbarui. Baca teks yang baru, lalu jawab lagi.")


class OwnRequest(DomainError):
    code = "own_request"
    message = _("Ini permintaan Anda sendiri. Minta petugas lain untuk memutuskannya.")


class AlreadyDecided(DomainError):
    code = "already_decided"
    message = _("Permintaan ini sudah diputuskan: %(state)s.")


class HoldsRole(DomainError):
    code = "holds_role"
    message = _("Orang ini masih bertugas sebagai %(role)s. Akhiri dulu penugasannya.")


class NotTwoOfficers(DomainError):
    code = "not_two_officers"
    message = _(
        "Penggabungan data memerlukan dua petugas yang berbeda, dan bukan tentang diri mereka."
    )


class NotTwoPersons(DomainError):
    code = "not_two_persons"
    message = _("Pilih dua data orang yang berbeda.")


class CannotMerge(DomainError):
    code = "cannot_merge"
    message = _("Data ini tidak dapat digabungkan: %(reason)s.")


class CannotUndoMerge(DomainError):
    code = "cannot_undo_merge"
    message = _("Penggabungan ini tidak dapat dibatalkan: %(reason)s.")


class OwnAppointment(DomainError):
    code = "own_appointment"
    message = _("Anda tidak dapat memberi peran kepada diri sendiri. Minta admin lain.")


class AlreadyHolds(DomainError):
    code = "already_holds"
    message = _(
        "%(person)s sudah memegang peran ini pada sebagian hari itu. Pilih hari lain, atau akhiri "
        "yang lama lebih dulu."
    )


class CannotLogIn(DomainError):
    code = "cannot_log_in"
    message = _("Akun %(person)s tidak aktif, jadi peran tidak dapat diberikan.")


class DayPassed(DomainError):
    code = "day_passed"
    message = _("Hari itu sudah lewat. Pilih hari ini atau sesudahnya.")


class WrongOrder(DomainError):
    code = "wrong_order"
    message = _("Hari terakhir mendahului hari pertama. Periksa kedua tanggal.")


class AlreadyEnded(DomainError):
    code = "already_ended"
    message = _("Peran ini sudah berakhir, jadi tidak ada yang diubah.")


class CannotLengthen(DomainError):
    code = "cannot_lengthen"
    message = _(
        "Peran ini sudah akan berakhir lebih awal. Untuk memperpanjang, beri peran baru dari hari "
        "sesudahnya."
    )


class NotHeldThen(DomainError):
    code = "not_held_then"
    message = _("Peran ini tidak dipegang pada hari itu. Pilih hari di dalam masanya.")


class SamePerson(DomainError):
    code = "same_person"
    message = _("%(person)s sudah memegang peran ini. Pilih orang lain.")


class LastAdmin(DomainError):
    code = "last_admin"
    message = _(
        "Sesudah hari itu tidak ada lagi admin platform. Beri peran itu kepada orang lain lebih "
        "dulu."
    )
