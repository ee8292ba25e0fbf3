from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadPaperRow(DomainError):
    code = "bad_paper_row"
    message = _("Paket ujian ke-%(row)s (%(paper)s): %(reason)s. Tidak ada yang dimuat.")


class NotAnExamOfficer(DomainError):
    code = "not_an_exam_officer"
    message = _("Hanya petugas ujian yang membuka sesi ujian dan menerbitkan hasilnya.")


class WrongTimes(DomainError):
    code = "wrong_times"
    message = _("Sesi ujian harus ditutup sesudah dibuka, dan belum lewat.")


class TooShort(DomainError):
    code = "too_short"
    message = _(
        "Sesi ujian terlalu pendek: %(paper)s memerlukan %(minutes)s menit. "
        "Tutup sesi lebih lambat."
    )


class NoSeats(DomainError):
    code = "no_seats"
    message = _("Sesi ujian perlu paling sedikit satu kursi.")


class SittingFull(DomainError):
    code = "sitting_full"
    message = _("Sesi %(sitting)s sudah penuh. Pilih sesi lain.")


class SittingOver(DomainError):
    code = "sitting_over"
    message = _("Sesi %(sitting)s sudah ditutup. Pilih sesi lain.")


class NotOpenYet(DomainError):
    code = "not_open_yet"
    message = _("Sesi %(sitting)s belum dibuka. Kembalilah pada waktunya.")


class NotAdmitted(DomainError):
    code = "not_admitted"
    message = _("Ujian ini belum dapat diikuti: %(reasons)s")


class RegisteredElsewhere(DomainError):
    code = "registered_elsewhere"
    message = _("%(candidate)s sudah terdaftar pada sesi %(sitting)s. Batalkan itu dulu.")


class AlreadyStarted(DomainError):
    code = "already_started"
    message = _("Ujian ini sudah dimulai, jadi pendaftarannya tidak dapat dibatalkan.")


class NotYourExam(DomainError):
    code = "not_your_exam"
    message = _("Ujian ini bukan milik Anda.")


class Withdrawn(DomainError):
    code = "withdrawn"
    message = _("Pendaftaran ini sudah dibatalkan. Pilih sesi lagi.")


class BadTicket(DomainError):
    code = "bad_ticket"
    message = _("Tiket ujian ini tidak berlaku. Buka lagi ujian dari halaman Ujian.")


class NotRunning(DomainError):
    code = "not_running"
    message = _("Ujian ini sudah selesai.")


class HandedIn(DomainError):
    code = "handed_in"
    message = _("Jawaban Anda sudah diserahkan, jadi tidak dapat diubah lagi.")


class CounterReused(DomainError):
    code = "counter_reused"
    message = _("Jawaban ini belum tersimpan. Muat ulang halaman, lalu pilih lagi.")


class NoSuchItem(DomainError):
    code = "no_such_item"
    message = _("Soal atau pilihan itu tidak ada pada ujian ini.")


class NoCutScore(DomainError):
    code = "no_cut_score"
    message = _("Belum ada batas lulus yang berlaku untuk %(paper)s pada tanggal ujian.")


class StillRunning(DomainError):
    code = "still_running"
    message = _("Hasil belum dapat diterbitkan, masih ada yang belum selesai: %(candidates)s.")
