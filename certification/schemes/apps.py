from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchemesConfig(AppConfig):
    """What a certificate takes: hours, consents, paper, validity. Rules only, each with its day."""

    name = "certification.schemes"
    verbose_name = _("Skema sertifikasi")

    def ready(self) -> None:
        from certification.schemes import menu
        from certification.schemes.models import Scheme, SchemeRule
        from stc.audit import append_only

        append_only.keep(Scheme)
        append_only.keep(SchemeRule)
        menu.register()
