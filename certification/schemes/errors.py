from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadScheme(DomainError):
    code = "bad_scheme"
    message = _("Skema ke-%(row)s (%(scheme)s): %(reason)s.")


class NoRule(DomainError):
    code = "no_rule"
    message = _("Skema %(scheme)s belum punya aturan yang berlaku. Hubungi penyelenggara.")
