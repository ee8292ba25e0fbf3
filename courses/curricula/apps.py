from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculaConfig(AppConfig):
    """Curricula, their modules and lessons, as pages in editions."""

    name = "courses.curricula"
    verbose_name = _("Kurikulum")
