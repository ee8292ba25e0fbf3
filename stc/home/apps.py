from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The roof: public home, role home pages, plain content pages, error pages."""

    name = "stc.home"
    verbose_name = _("Beranda")

    def ready(self) -> None:
        from stc.look import navigation

        for order, (label, url_name, icon) in enumerate(
            (
                (_("Bantuan"), "home:help", "help"),
                (_("Tentang"), "home:about", "info"),
                (_("Privasi"), "home:privacy", "lock"),
            )
        ):
            navigation.register(navigation.Entry(navigation.PUBLIC, label, url_name, icon, order))
