from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadCurriculumRow(DomainError):
    code = "bad_curriculum_row"
    message = _("Baris %(row)s, kolom %(column)s: “%(value)s” tidak dikenal.")


class NoSuchCurriculum(DomainError):
    code = "no_such_curriculum"
    message = _("Kurikulum %(curriculum)s belum diterbitkan.")
