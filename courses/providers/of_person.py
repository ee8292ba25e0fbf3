"""What providers hold of a person: exported, and moved when two records become one."""

from courses.providers.models import Engagement
from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

STAYS = {
    "providers.engagement": "who taught where on a day, on which hours and certificates rest; it "
    "names an emptied record"
}


def export(person: User) -> Held:
    rows = Engagement.objects.filter(person=person).order_by("pk")
    return Held(
        {"engagements": list(rows.values("provider__name", "role", "starts_on", "ends_on"))}
    )


def erase(person: User, *, by: User) -> None:
    """Nothing goes: see ``STAYS``."""


def merge(keep: User, give: User) -> Record:
    """Engagements move, but where the record that is kept has one on the same days."""
    moved = []
    for engagement in Engagement.objects.filter(person=give).order_by("pk"):
        same = Engagement.objects.filter(
            person=keep, provider=engagement.provider_id, role=engagement.role
        )
        if not same.overlapping(engagement.starts_on, engagement.ends_on).exists():
            Engagement.objects.filter(pk=engagement.pk).update(person=keep)
            moved.append(engagement.pk)
    return {"give": give.pk, "moved": moved}


def undo(record: Record) -> None:
    put_back(Engagement, "person", moved=record["moved"], give_id=record["give"])
