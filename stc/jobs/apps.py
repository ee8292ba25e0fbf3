from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work that outlives the request."""

    name = "stc.jobs"
    verbose_name = _("Pekerjaan")

    def ready(self) -> None:
        # Every process knows every job: the web enqueues by name, the worker runs.
        autodiscover_modules("tasks")
