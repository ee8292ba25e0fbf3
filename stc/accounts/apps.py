from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People: log-in, profile, roles, consent, personal data."""

    name = "stc.accounts"
    verbose_name = _("Orang")

    def ready(self) -> None:
        from stc.accounts import permissions  # noqa: F401  (a right that nobody added is refused)
