from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardsConfig(AppConfig):
    """The catalogue of technology standards: facts and own words about them, never their text."""

    name = "search.standards"
    verbose_name = _("Katalog standar")

    def ready(self) -> None:
        from search.standards import menu

        menu.register()
