"""What credentials hold of a person: exported, and moved when two records become one."""

from certification.credentials.models import Credential, ShareLink, ShareOpening
from stc.accounts.merging import Record, move, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

COVERS = ("credentials.sharelink", "credentials.shareopening")
STAYS = {
    "credentials.credential": "what was issued is checked by others while it holds, and proves the "
    "decision afterwards; the salt that ties it to a public log goes",
    "credentials.templateversion": "who published a template: work on the body's papers, not the "
    "person's own; it names an emptied record",
}


def export(person: User) -> Held:
    """Each credential as it was issued, its standing now, and the paper."""
    mine = Credential.objects.of_holder(person).with_papers().order_by("pk")
    told = ("kind", "serial", "number", *Credential.SNAPSHOT, "valid_from", "valid_until")
    told += ("issued_at", "standing", "revoked_at", "suspended_at", "salt")
    papers = {
        f"{credential.number}-{form}.pdf": document.file
        for credential in mine
        for form, document in credential.papers.items()
    }
    links = ShareLink.objects.filter(credential__holder=person)
    openings = ShareOpening.objects.filter(link__credential__holder=person)
    facts = {
        "credentials": list(mine.values(*told)),
        "share_links": list(links.values("credential__number", "made_at", "until", "ended_at")),
        "share_openings": list(
            openings.values("link__credential__number", "hour", "device", "times")
        ),
    }
    return Held(facts, papers)


def erase(person: User, *, by: User) -> None:
    """The salts go: no leaf of a public log can be tied to the person any more. See ``STAYS``.

    Links go too, and with them that they were opened: nothing is shown for somebody who left.
    """
    ShareLink.objects.filter(credential__holder=person).delete()
    Credential.objects.of_holder(person).update(salt="")


def merge(keep: User, give: User) -> Record:
    return {"give": give.pk, "moved": move(Credential, "holder", keep=keep, give=give)}


def undo(record: Record) -> None:
    put_back(Credential, "holder", moved=record["moved"], give_id=record["give"])
