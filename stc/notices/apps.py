from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told: inbox, e-mail, adapters for other channels."""

    name = "stc.notices"
    verbose_name = _("Pemberitahuan")
