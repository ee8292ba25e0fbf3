"""What notices hold of a person: exported, erased, and moved when two records become one."""

from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held
from stc.notices.models import Choice, Notice

COVERS = ("notices.notice", "notices.choice")


def export(person: User) -> Held:
    """All that the person was told, in their language, and what they chose."""
    notices = [
        {
            "sent_at": notice.sent_at.isoformat(),
            "read_at": notice.read_at and notice.read_at.isoformat(),
            "subject": notice.said_in(person.language)["subject"],
            "body": notice.said_in(person.language)["body"],
        }
        for notice in Notice.objects.visible_to(person)
    ]
    choices = list(Choice.objects.filter(person=person).values("group", "channel", "wanted"))
    return Held({"notices": notices, "choices": choices})


def erase(person: User, *, by: User) -> None:
    """Notices speak of their reader alone: they go, with what waits to be sent."""
    Notice.objects.visible_to(person).delete()
    Choice.objects.filter(person=person).delete()


def merge(keep: User, give: User) -> Record:
    """The inbox moves; what both were told of the same event stays where it is, and so do the
    choices: the record that is kept speaks for itself.
    """
    told = Notice.objects.visible_to(keep).values("key")
    moving = Notice.objects.visible_to(give).exclude(key__in=told)
    moved = list(moving.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=moved).update(person=keep)
    return {"notices": moved, "give": give.pk}


def undo(record: Record) -> None:
    put_back(Notice, "person", moved=record["notices"], give_id=record["give"])
