from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class OwnEngagement(DomainError):
    code = "own_engagement"
    message = _("Anda tidak dapat menugaskan diri sendiri. Minta orang lain melakukannya.")


class AlreadyEngaged(DomainError):
    code = "already_engaged"
    message = _("%(person)s sudah bertugas sebagai %(role)s di %(provider)s pada hari-hari itu.")


class CannotWork(DomainError):
    code = "cannot_work"
    message = _("Akun %(person)s tidak aktif. Tugaskan orang lain.")


class WrongDays(DomainError):
    code = "wrong_days"
    message = _("Hari terakhir tidak boleh sebelum hari pertama.")


class EngagementOver(DomainError):
    code = "engagement_over"
    message = _("Tugas ini sudah berakhir.")


class NoLonger(DomainError):
    code = "no_longer"
    message = _("Hari terakhir hanya dapat dimajukan. Untuk memperpanjang, buat tugas baru.")


class TooFarBack(DomainError):
    code = "too_far_back"
    message = _("Hari terakhir paling awal kemarin, dan tidak sebelum hari pertama.")
