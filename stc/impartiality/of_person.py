"""What impartiality holds of a person: exported, and moved when two records become one."""

from django.db.models import Q

from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held
from stc.impartiality.models import Conflict

STAYS = {
    "impartiality.conflict": "a tie outlives a person's data, or a barred judge could judge; "
    "it names an emptied record"
}


def export(person: User) -> Held:
    """The person's ties; whom they bind to is that other person's own matter."""
    ties = Conflict.objects.filter(Q(person=person) | Q(candidate=person)).order_by("pk")
    return Held(
        {
            "ties": [
                {
                    "as": "person" if tie.person_id == person.pk else "candidate",
                    "kind": tie.kind,
                    "since": tie.since,
                    "ended_on": tie.ended_on,
                    "stands_until": tie.stands_until,
                    "why": tie.why,
                }
                for tie in ties
            ]
        }
    )


def erase(person: User, *, by: User) -> None:
    """Nothing goes: see ``STAYS``."""


def merge(keep: User, give: User) -> Record:
    """Ties move to the record that is kept, but where it has the same tie already, or is tied to
    the other record.
    """
    record: Record = {"give": give.pk}
    for mine, other in (("person", "candidate"), ("candidate", "person")):
        moved = [
            tie.pk
            for tie in Conflict.objects.filter(**{mine: give}).exclude(**{other: keep})
            if not Conflict.objects.filter(
                **{mine: keep, f"{other}_id": getattr(tie, f"{other}_id")},
                kind=tie.kind,
                source=tie.source,
            ).exists()
        ]
        Conflict.objects.filter(pk__in=moved).update(**{mine: keep})
        record[mine] = moved
    return record


def undo(record: Record) -> None:
    for field in ("person", "candidate"):
        put_back(Conflict, field, moved=record[field], give_id=record["give"])
