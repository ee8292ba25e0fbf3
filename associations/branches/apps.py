from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BranchesConfig(AppConfig):
    """Associations as trees of branches, and who holds which office in them."""

    name = "associations.branches"
    verbose_name = _("Cabang asosiasi")

    def ready(self) -> None:
        from associations.branches import menu, news, of_person, permissions, triggers
        from associations.branches.models import Branch, Office
        from stc.accounts import duties, merging, personal_data, second_factor
        from stc.audit import append_only

        append_only.keep(Branch)
        append_only.freeze(Branch, "association", "tier")
        append_only.keep(Office)
        # Not a migration: SQLite drops a table's triggers whenever Django rebuilds it.
        post_migrate.connect(triggers.install, sender=self)
        duties.register(self.label, today=Office.objects.today_of)
        second_factor.register(permissions.is_office_holder)
        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, stays=of_person.STAYS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        news.register()
        menu.register()
