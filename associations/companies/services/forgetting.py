from django.db import transaction
from django.utils import timezone

from associations.companies.models import CompanySeat, Employment
from associations.companies.services import employing
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs


@transaction.atomic
def end_all_of(*, person: User, by: User) -> None:
    """A person is forgotten: whatever they hold at companies ends, and nobody is told. A second
    call changes nothing.
    """
    working = Employment.objects.select_for_update().of(person).working()
    for employment in working.order_by("pk"):
        employing.close(employment, by=by)
    today = timezone.localdate()
    seats = CompanySeat.objects.select_for_update().filter(person=person, ends_on__isnull=True)
    for seat in seats.order_by("pk"):
        seat.ends_on = max(seat.starts_on, today)
        seat.save(update_fields=["ends_on"])
        audit.record(act="companies.end_seat", by=by, subject=seat, was="…", became=seat.ends_on)
        jobs.enqueue("companies.settle_ties", seat_id=seat.pk)
