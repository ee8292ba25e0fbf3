from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetenciesConfig(AppConfig):
    """Competency units, and who is qualified in what."""

    name = "courses.competencies"
    verbose_name = _("Kompetensi")
