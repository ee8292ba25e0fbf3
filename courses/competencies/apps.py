from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetenciesConfig(AppConfig):
    """Competency units, and who is qualified in what."""

    name = "courses.competencies"
    verbose_name = _("Kompetensi")

    def ready(self) -> None:
        from courses.competencies import of_person
        from stc.accounts import merging, personal_data

        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, stays=of_person.STAYS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
