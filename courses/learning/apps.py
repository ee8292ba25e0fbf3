from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Who learns what, alone and in classes: enrolment, progress, lesson hours."""

    name = "courses.learning"
    verbose_name = _("Belajar")

    def ready(self) -> None:
        from courses.curricula import companions
        from courses.learning import (  # noqa: F401
            companion,
            menu,
            news,
            next_step,
            of_person,
            permissions,
        )
        from stc.accounts import merging, personal_data

        companions.register(companion.of_page)
        personal_data.register(
            self.label,
            export=of_person.export,
            erase=of_person.erase,
            covers=of_person.COVERS,
            stays=of_person.STAYS,
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        news.register()
        menu.register()
        next_step.register()
