from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadCatalogueRow(DomainError):
    code = "bad_catalogue_row"
    message = _("%(file)s, baris %(row)s, kolom %(column)s: “%(value)s” tidak dikenal.")
