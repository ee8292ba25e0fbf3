from certification.cases import services
from stc.jobs import services as jobs
from stc.jobs.registry import job


@job("cases.feed_batch")
def feed_batch(*, batch_id: int, after: int) -> None:
    with jobs.completing():
        services.feed_batch(batch_id=batch_id, after=after)


@job("cases.decide_line")
def decide_line(*, line_id: int) -> None:
    with jobs.completing():
        services.decide_line(line_id=line_id)
