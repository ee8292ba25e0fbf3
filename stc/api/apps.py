from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The API's root: schema, keys, errors, idempotency. Each app has its own ``api.py``."""

    name = "stc.api"
    verbose_name = _("API")

    def ready(self) -> None:
        from stc.accounts import merging, personal_data
        from stc.api import log_lines, personal, schema  # noqa: F401 - schema registers itself

        log_lines.listen()
        personal_data.register(
            "api",
            export=personal.export,
            erase=personal.erase,
            covers=["api.apikey", "api.keptreply"],
        )
        merging.register("api", merge=personal.merge, undo=personal.undo)
