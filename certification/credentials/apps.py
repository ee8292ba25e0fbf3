from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    """What was issued: frozen, signed, carried by a code, its standing published, checked."""

    name = "certification.credentials"
    verbose_name = _("Sertifikat dan kartu")
