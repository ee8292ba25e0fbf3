from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work that outlives the request."""

    name = "stc.jobs"
    verbose_name = _("Pekerjaan")
