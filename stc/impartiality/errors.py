from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class OwnCase(DomainError):
    code = "own_case"
    message = _("Perkara ini milik Anda sendiri. Serahkan kepada petugas lain.")


class Partial(DomainError):
    code = "partial"
    message = _(
        "Anda tidak boleh memutuskan tentang %(candidate)s karena ada ikatan: %(ties)s. "
        "Serahkan kepada petugas lain."
    )
