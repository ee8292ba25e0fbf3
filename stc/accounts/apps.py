from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People: log-in, profile, roles, consent, personal data."""

    name = "stc.accounts"
    verbose_name = _("Orang")

    def ready(self) -> None:
        from stc.accounts import (  # noqa: F401
            duties,
            holdings,
            menu,
            merging,
            permissions,
            personal_data,
        )
        from stc.accounts.models import Appointment, Consent
        from stc.audit import append_only

        append_only.register(Consent)
        duties.register("accounts", today=Appointment.objects.today_of)
        personal_data.register(
            "accounts",
            export=holdings.export,
            erase=holdings.erase,
            covers=holdings.COVERS,
            stays=holdings.STAYS,
        )
        merging.register("accounts", merge=holdings.merge, undo=holdings.undo)
        menu.register()
