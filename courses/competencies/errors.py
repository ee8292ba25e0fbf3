from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadUnitRow(DomainError):
    code = "bad_unit_row"
    message = _("Baris %(row)s, kolom %(column)s: “%(value)s” tidak dikenal.")
