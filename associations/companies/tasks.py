from associations.companies import services
from stc.jobs import services as jobs
from stc.jobs.registry import job


@job("companies.settle_ties")
def settle_ties(*, seat_id: int) -> None:
    with jobs.completing():
        services.settle_ties(seat_id=seat_id)
