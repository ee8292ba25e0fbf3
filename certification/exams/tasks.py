from certification.exams import services
from stc.jobs import services as jobs
from stc.jobs.registry import job


class TimeNotUp(Exception):
    """The worker's clock is ahead of the attempt's end: the job is tried again later."""


@job("exams.close_attempt")
def close_attempt(*, attempt_id: int) -> None:
    with jobs.completing():
        if not services.close_attempt(attempt_id=attempt_id):
            raise TimeNotUp


@job("exams.mark_attempt")
def mark_attempt(*, attempt_id: int) -> None:
    with jobs.completing():
        services.mark(attempt_id=attempt_id)
