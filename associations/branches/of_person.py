"""What branches hold of a person: exported, ended, and moved when two records become one."""

from django.utils import timezone

from associations.branches.models import Office
from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

STAYS = {
    "branches.office": "who held which office on a day, on which the branch's acts rest; it names "
    "an emptied record"
}


def export(person: User) -> Held:
    rows = Office.objects.filter(person=person).order_by("pk")
    told = ("branch__association__name", "branch__name", "role", "starts_on", "ends_on")
    return Held({"offices": list(rows.values(*told))})


def erase(person: User, *, by: User) -> None:
    """Whoever is forgotten holds no office any more; what they held stays (``STAYS``)."""
    today = timezone.localdate()
    Office.objects.filter(person=person).exclude(ends_on__lte=today).update(ends_on=today)


def merge(keep: User, give: User) -> Record:
    """Offices move, but where the record that is kept has one on the same days."""
    moved = []
    for office in Office.objects.filter(person=give).order_by("pk"):
        same = Office.objects.filter(person=keep, branch=office.branch_id, role=office.role)
        if not same.overlapping(office.starts_on, office.ends_on).exists():
            Office.objects.filter(pk=office.pk).update(person=keep)
            moved.append(office.pk)
    return {"give": give.pk, "moved": moved}


def undo(record: Record) -> None:
    put_back(Office, "person", moved=record["moved"], give_id=record["give"])
