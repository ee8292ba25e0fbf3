from datetime import timedelta

from stc.jobs import services as jobs
from stc.jobs.registry import every, job
from stc.notices import services
from stc.notices.errors import AddressRefused


@job("notices.deliver")
def deliver(*, delivery_id: int) -> None:
    # The mail leaves before the mark is written: a crash between the two sends it again, under
    # the same Message-ID. The other order would lose it.
    try:
        sent = services.carry(delivery_id=delivery_id)
    except AddressRefused as refusal:
        services.note_refused(delivery_id=delivery_id, answer=refusal.details["answer"])
        raise  # which parks the job: an operator mends the address and has it tried again
    with jobs.completing():
        if sent:
            services.note_sent(delivery_id=delivery_id)


@job("notices.tell_of_parked")
def tell_of_parked() -> None:
    with jobs.completing():
        services.tell_of_parked()


every("notices.tell_of_parked", timedelta(minutes=10))
