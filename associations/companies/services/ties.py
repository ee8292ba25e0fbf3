"""Who speaks for a company may not judge whom it employs (ISO/IEC 17024, 4.3).

A tie is named by the employment and the seat that make it. Accepting ties the few who hold a seat
then; a seat given later is tied to all employed people by a job, for they may be thousands.
"""

from datetime import date

from django.db import transaction

from associations.companies.models import CompanySeat, Employment
from stc.accounts.models import User
from stc.impartiality import services as impartiality
from stc.impartiality.models import Conflict, Tie


def tie(employment: Employment, seat: CompanySeat) -> None:
    """The same again changes nothing. Nobody is tied to themselves."""
    if employment.person_id == seat.person_id:
        return
    made = impartiality.record(
        person=seat.person,
        candidate=employment.person,
        kind=Tie.EMPLOYS,
        since=max(employment.starts_on, seat.starts_on),
        why=f"{employment.company}",
        source=f"{employment.source}:seat:{seat.pk}",
    )
    if seat.ends_on is not None:
        _end(made, on=seat.ends_on, by=None)


def tie_to_all(employment: Employment) -> None:
    """Everyone who speaks for the company now or later."""
    seats = CompanySeat.objects.not_over().filter(company=employment.company_id)
    for seat in seats.select_related("person").order_by("pk"):
        tie(employment, seat)


def end_of(employment: Employment, *, by: User | None) -> None:
    """The employment is over; its ties go on standing for the days of their rule."""
    ties = Conflict.objects.filter(
        candidate=employment.person_id,
        kind=Tie.EMPLOYS,
        source__startswith=f"{employment.source}:seat:",
    )
    for made in ties.order_by("pk"):
        _end(made, on=employment.ends_on, by=by)


def _end(made: Conflict, *, on: date, by: User | None) -> None:
    impartiality.end(tie_id=made.pk, on=max(on, made.since), by=by, why=made.why)


@transaction.atomic
def settle_ties(*, seat_id: int) -> None:
    """Bring the ties of a seat to what its days say. With nothing new to say, nothing changes."""
    seat = CompanySeat.objects.select_related("person", "company").get(pk=seat_id)
    employed = Employment.objects.working().filter(company=seat.company_id)
    if seat.ends_on is not None:
        employed = employed.filter(starts_on__lte=seat.ends_on)
    # In the order of their people, whose rows are locked one after the other.
    for employment in employed.select_related("person", "company").order_by("person_id"):
        tie(employment, seat)
