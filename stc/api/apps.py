from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The API's root: schema, keys, errors, idempotency. Each app has its own ``api.py``."""

    name = "stc.api"
    verbose_name = _("API")

    def ready(self) -> None:
        from stc.accounts import merging, personal_data
        from stc.api import log_lines, personal, schema  # noqa: F401 - schema registers itself
        from stc.notices import kinds

        log_lines.listen()
        personal_data.register(
            "api",
            export=personal.export,
            erase=personal.erase,
            covers=["api.apikey", "api.keptreply"],
        )
        kinds.register(
            "api.key_made",
            label=_("Kunci API dibuat"),
            group="account",
            mandatory=True,
            needs=("label",),
            action=_("Lihat kunci API"),
            url_name="developers:keys",
        )
        merging.register("api", merge=personal.merge, undo=personal.undo)
