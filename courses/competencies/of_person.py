"""What competencies hold of a person: exported, and moved when two records become one."""

from courses.competencies.models import Qualification
from stc.accounts.merging import Record, move, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

STAYS = {
    "competencies.qualification": "who could teach or assess on a day, on which certificates "
    "rest; it names an emptied record"
}


def export(person: User) -> Held:
    rows = Qualification.objects.filter(person=person).order_by("pk")
    told = ("role", "kind", "level", "valid_from", "valid_until", "ended_on", "source")
    return Held({"qualifications": list(rows.values(*told))})


def erase(person: User, *, by: User) -> None:
    """Nothing goes: see ``STAYS``."""


def merge(keep: User, give: User) -> Record:
    return {"give": give.pk, "moved": move(Qualification, "person", keep=keep, give=give)}


def undo(record: Record) -> None:
    put_back(Qualification, "person", moved=record["moved"], give_id=record["give"])
