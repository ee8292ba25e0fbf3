from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class NotOfThisCurriculum(DomainError):
    code = "not_of_this_curriculum"
    message = _("Pelajaran atau modul itu tidak ada pada kurikulum ini.")


class NotEngagedThere(DomainError):
    code = "not_engaged_there"
    message = _("%(person)s tidak bertugas di %(provider)s.")


class NoInstructor(DomainError):
    code = "no_instructor"
    message = _("Pilih paling sedikit satu instruktur.")


class WrongDays(DomainError):
    code = "wrong_days"
    message = _("Hari terakhir tidak boleh sebelum hari pertama.")


class DaysPassed(DomainError):
    code = "days_passed"
    message = _("Kelas itu sudah lewat. Hari terakhirnya paling awal hari ini.")


class ClassOver(DomainError):
    code = "class_over"
    message = _("Kelas %(name)s sudah selesai; tidak ada lagi yang dapat dimasukkan.")


class NotBegun(DomainError):
    code = "not_begun"
    message = _("Kelas %(name)s belum mulai; belum ada jam yang dapat dicatat.")


class NobodySeated(DomainError):
    code = "nobody_seated"
    message = _("Kelas ini belum punya peserta. Masukkan peserta lebih dulu.")


class OwnClass(DomainError):
    code = "own_class"
    message = _("Tidak seorang pun menjadi peserta di kelas yang diajar atau diurusnya sendiri.")


class NotTeaching(DomainError):
    code = "not_teaching"
    message = _("Hanya instruktur kelas ini atau manajer penyelenggaranya yang dapat melakukannya.")


class CannotLearn(DomainError):
    code = "cannot_learn"
    message = _("Akun %(person)s tidak aktif.")
