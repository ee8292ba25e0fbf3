from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ImpartialityConfig(AppConfig):
    """Who may not decide on whom (ISO/IEC 17024, 4.3 and 9.4)."""

    name = "stc.impartiality"
    verbose_name = _("Ketidakberpihakan")

    def ready(self) -> None:
        from stc.accounts import merging, personal_data
        from stc.audit import append_only
        from stc.impartiality import of_person, triggers
        from stc.impartiality.models import Conflict

        append_only.keep(Conflict)
        # Not a migration: SQLite drops a table's triggers whenever Django rebuilds it.
        post_migrate.connect(triggers.install, sender=self)
        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, stays=of_person.STAYS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
