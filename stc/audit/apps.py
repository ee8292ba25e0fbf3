from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The append-only trail of who did what, when and why."""

    name = "stc.audit"
    verbose_name = _("Jejak")

    def ready(self) -> None:
        from stc.audit import append_only
        from stc.audit.models import AuditEntry

        append_only.register(AuditEntry)
        # Not a migration: SQLite drops a table's triggers whenever Django rebuilds it.
        post_migrate.connect(append_only.install, sender=self)
