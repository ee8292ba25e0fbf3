from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The append-only trail of who did what, when and why."""

    name = "stc.audit"
    verbose_name = _("Jejak")

    def ready(self) -> None:
        from stc.audit import acts, append_only
        from stc.audit.models import AuditEntry
        from stc.look import navigation

        append_only.register(AuditEntry)
        acts.register({"audit.export": _("Mengekspor jejak")})
        autodiscover_modules("acts")  # each app names its own
        # Not a migration: SQLite drops a table's triggers whenever Django rebuilds it.
        post_migrate.connect(append_only.install, sender=self)
        navigation.register(
            navigation.Entry(
                area=navigation.OFFICER,
                label=_("Jejak"),
                url_name="audit:trail",
                icon="history",
                order=80,
                visible_to=lambda user: user.has_perm("audit.read"),
            )
        )
