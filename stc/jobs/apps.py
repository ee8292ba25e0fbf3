from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work that outlives the request."""

    name = "stc.jobs"
    verbose_name = _("Pekerjaan")

    def ready(self) -> None:
        from stc.jobs.models import Job
        from stc.look import navigation

        # Every process knows every job: the web enqueues by name, the worker runs.
        autodiscover_modules("tasks")
        navigation.register(
            navigation.Entry(
                area=navigation.OFFICER,
                label=_("Pekerjaan"),
                url_name="jobs:job_list",
                icon="refresh",
                order=90,
                visible_to=lambda user: user is not None and user.has_perm("jobs.operate"),
                waiting=lambda _user: Job.objects.filter(state=Job.State.PARKED),
                waiting_label=_("diparkir"),
            )
        )
