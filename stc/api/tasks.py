from datetime import timedelta

from stc.api import services
from stc.jobs import services as jobs
from stc.jobs.registry import every, job


@job("api.forget_kept_replies")
def forget_kept_replies() -> None:
    with jobs.completing():
        services.forget_kept_replies()


every("api.forget_kept_replies", timedelta(hours=1))
