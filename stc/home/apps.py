from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The roof: public home, role home pages, plain content pages, error pages."""

    name = "stc.home"
    verbose_name = _("Beranda")
