from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadBankRow(DomainError):
    code = "bad_bank_row"
    message = _("Soal ke-%(row)s (%(item)s): %(reason)s. Tidak ada yang dimuat.")


class BankTooSmall(DomainError):
    code = "bank_too_small"
    message = _("Unit %(unit)s hanya punya %(there)s soal yang disetujui; diperlukan %(wanted)s.")
