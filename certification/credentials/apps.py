from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    """What was issued: frozen, signed, carried by a code, its standing published, checked."""

    name = "certification.credentials"
    verbose_name = _("Sertifikat dan kartu")

    def ready(self) -> None:
        from certification.credentials import (  # noqa: F401
            menu,
            models,
            next_step,
            of_person,
            permissions,
            triggers,
        )
        from stc.accounts import merging, personal_data
        from stc.audit import append_only
        from stc.notices import kinds

        menu.register()
        next_step.register()
        append_only.keep(models.Credential)
        append_only.freeze(models.Credential, *models.Credential.FROZEN)
        append_only.keep(models.SigningKey)
        append_only.freeze(models.SigningKey, *models.SigningKey.FROZEN)
        append_only.register(models.KeySet)
        # Not a migration: SQLite drops a table's triggers whenever Django rebuilds it.
        post_migrate.connect(triggers.install, sender=self)
        append_only.keep(models.StatusList)
        append_only.register(models.TrustFile)
        append_only.register(models.Signature)
        append_only.register(models.Document)
        append_only.keep(models.Template)
        append_only.freeze(models.Template, "kind")
        append_only.register(models.TemplateVersion)
        personal_data.register(
            self.label,
            export=of_person.export,
            erase=of_person.erase,
            covers=of_person.COVERS,
            stays=of_person.STAYS,
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        opens = {
            "action": _("Buka sertifikat"),
            "url_name": "credentials:own",
            "url_args": ("number",),
        }
        kinds.register_group("credentials", label=_("Sertifikat"), order=40)
        kinds.register(
            "credentials.issued",
            label=_("Sertifikat terbit"),
            group="credentials",
            needs=("number", "title_id", "title_en"),
            **opens,
        )
        kinds.register(
            "credentials.standing_changed",
            label=_("Status sertifikat berubah"),
            group="credentials",
            mandatory=True,
            needs=("number", "title_id", "title_en", "standing"),
            **opens,
        )
