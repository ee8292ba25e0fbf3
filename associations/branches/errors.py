from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class NothingBelow(DomainError):
    code = "nothing_below"
    message = _("Di bawah %(branch)s tidak dapat dibuka cabang lagi.")


class HasRoot(DomainError):
    code = "has_root"
    message = _("%(association)s sudah punya pengurus nasional.")


class WrongRegion(DomainError):
    code = "wrong_region"
    message = _("Pilih wilayah yang berada langsung di bawah wilayah %(branch)s.")


class RegionTaken(DomainError):
    code = "region_taken"
    message = _("Di wilayah itu sudah ada cabang: %(branch)s.")


class NameTaken(DomainError):
    code = "name_taken"
    message = _("Nama %(name)s sudah dipakai cabang lain di asosiasi ini. Beri nama lain.")


class NoLetters(DomainError):
    code = "no_letters"
    message = _("Tulis nama cabang dengan huruf Latin: dari situ dibuat alamat halamannya.")


class BranchClosed(DomainError):
    code = "branch_closed"
    message = _("%(branch)s sudah ditutup.")


class StillBelow(DomainError):
    code = "still_below"
    message = _("Masih ada %(number)s cabang terbuka di bawah %(branch)s. Tutup dulu semuanya.")


class OwnOffice(DomainError):
    code = "own_office"
    message = _(
        "Anda tidak dapat menunjuk diri sendiri atau mengakhiri jabatan sendiri. Minta "
        "pengurus lain atau pengurus di atasnya melakukannya."
    )


class AlreadyHolds(DomainError):
    code = "already_holds"
    message = _("%(person)s sudah menjabat %(role)s di %(branch)s pada hari-hari itu.")


class OfficeFilled(DomainError):
    code = "office_filled"
    message = _(
        "%(branch)s sudah punya %(role)s pada hari-hari itu: %(person)s. Akhiri dulu jabatannya."
    )


class CannotWork(DomainError):
    code = "cannot_work"
    message = _("Akun %(person)s tidak aktif. Tunjuk orang lain.")


class WrongDays(DomainError):
    code = "wrong_days"
    message = _("Hari terakhir tidak boleh sebelum hari pertama.")


class NotYet(DomainError):
    code = "not_yet"
    message = _("Hari pertama paling lambat hari ini.")


class OfficeOver(DomainError):
    code = "office_over"
    message = _("Jabatan ini sudah berakhir.")


class NoLonger(DomainError):
    code = "no_longer"
    message = _("Hari terakhir hanya dapat dimajukan. Untuk memperpanjang, tunjuk lagi.")


class TooFarBack(DomainError):
    code = "too_far_back"
    message = _("Hari terakhir paling awal kemarin, dan tidak sebelum hari pertama.")
