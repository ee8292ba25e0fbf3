from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class OwnSeat(DomainError):
    code = "own_seat"
    message = _("Anda tidak dapat menunjuk diri sendiri. Minta orang lain melakukannya.")


class AlreadySeated(DomainError):
    code = "already_seated"
    message = _("%(person)s sudah menjadi wakil %(company)s pada hari-hari itu.")


class CannotSit(DomainError):
    code = "cannot_sit"
    message = _("Akun %(person)s tidak aktif. Tunjuk orang lain.")


class WrongDays(DomainError):
    code = "wrong_days"
    message = _("Hari terakhir tidak boleh sebelum hari pertama.")


class SeatOver(DomainError):
    code = "seat_over"
    message = _("Tugas wakil ini sudah berakhir.")


class NoLonger(DomainError):
    code = "no_longer"
    message = _("Hari terakhir hanya dapat dimajukan. Untuk memperpanjang, tunjuk lagi.")


class TooFarBack(DomainError):
    code = "too_far_back"
    message = _("Hari terakhir paling awal kemarin, dan tidak sebelum hari pertama.")


class NotManagerThere(DomainError):
    code = "not_manager_there"
    message = _("Hanya manajer %(company)s yang dapat melakukan ini.")


class OwnEmployment(DomainError):
    code = "own_employment"
    message = _("Anda tidak dapat mengajak diri sendiri. Minta manajer lain melakukannya.")


class StartsLater(DomainError):
    code = "starts_later"
    message = _("Hari pertama bekerja tidak boleh sesudah hari ini.")


class NotYourProposal(DomainError):
    code = "not_your_proposal"
    message = _("Hanya orang yang diajak yang dapat menjawab ajakan ini.")


class AlreadyDeclined(DomainError):
    code = "already_declined"
    message = _("Ajakan ini sudah Anda tolak. Minta perusahaan mengajak lagi bila Anda mau.")


class AlreadyAccepted(DomainError):
    code = "already_accepted"
    message = _("Ajakan ini sudah Anda terima. Akhiri hubungan kerjanya bila tidak bekerja lagi.")


class AlreadyOver(DomainError):
    code = "already_over"
    message = _("Hubungan kerja ini sudah berakhir.")


class NotAccepted(DomainError):
    code = "not_accepted"
    message = _("Ajakan ini belum diterima, jadi tidak ada yang diakhiri.")
