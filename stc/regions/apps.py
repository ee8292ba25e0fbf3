from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """Provinces, cities and regencies, and their time zones."""

    name = "stc.regions"
    verbose_name = _("Wilayah")
