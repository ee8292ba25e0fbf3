"""What companies hold of a person: exported, ended at an erasure, moved when records are merged."""

from associations.companies import services
from associations.companies.models import CompanySeat, Employment
from stc.accounts.merging import Record, move, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

STAYS = {
    "companies.companyseat": "who spoke for a company on a day, on which ties rest; it ends with "
    "the erasure and names an emptied record",
    "companies.employment": "the ties that keep an employer from judging rest on it; it ends with "
    "the erasure, without its position, and names an emptied record",
}


def export(person: User) -> Held:
    """Seats and employments; who proposed is that other person's own matter."""
    seats = CompanySeat.objects.filter(person=person).order_by("pk")
    jobs = Employment.objects.of(person).order_by("pk")
    told = ("position", "proposed_at", "accepted_at", "declined_at", "starts_on", "ends_on")
    return Held(
        {
            "seats": list(seats.values("company__name", "role", "starts_on", "ends_on")),
            "employments": list(jobs.values("company__name", *told)),
        }
    )


def erase(person: User, *, by: User) -> None:
    """What was not accepted goes; what was, ends, and so do seats. See ``STAYS``."""
    Employment.objects.of(person).filter(accepted_at__isnull=True).delete()
    services.end_all_of(person=person, by=by)
    Employment.objects.of(person).update(position="")


def merge(keep: User, give: User) -> Record:
    """Seats and employments move, but where the record that is kept has the like already."""
    seats = [
        seat.pk
        for seat in CompanySeat.objects.filter(person=give).order_by("pk")
        if not CompanySeat.objects.filter(person=keep, company=seat.company_id)
        .overlapping(seat.starts_on, seat.ends_on)
        .exists()
    ]
    CompanySeat.objects.filter(pk__in=seats).update(person=keep)
    open_there = Employment.objects.of(keep).open().values("company")
    doubled = Employment.objects.of(give).open().filter(company__in=open_there)
    jobs = list(
        Employment.objects.of(give)
        .exclude(pk__in=doubled.values("pk"))
        .values_list("pk", flat=True)
    )
    Employment.objects.filter(pk__in=jobs).update(person=keep)
    proposed = move(Employment, "proposed_by", keep=keep, give=give)
    return {"give": give.pk, "seats": seats, "employments": jobs, "proposed": proposed}


def undo(record: Record) -> None:
    put_back(CompanySeat, "person", moved=record["seats"], give_id=record["give"])
    put_back(Employment, "person", moved=record["employments"], give_id=record["give"])
    put_back(Employment, "proposed_by", moved=record["proposed"], give_id=record["give"])
