"""What the CMS holds of a person who edits: our part for Wagtail's own tables."""

from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, PageLogEntry, PageSubscription, UploadedFile
from wagtail.users.models import UserProfile

from stc.accounts.merging import Record
from stc.accounts.models import User
from stc.accounts.personal_data import Held

_OWN = ((EditingSession, "user"), (FormState, "user"), (APIToken, "user"))
_OWN += ((PageSubscription, "user"), (UserProfile, "user"), (UploadedFile, "uploaded_by_user"))
COVERS = tuple(model._meta.label_lower for model, _field in _OWN)
_WORK = "work on the body's pages, not the person's own; it names an emptied record"
STAYS = dict.fromkeys(
    (
        "wagtailcore.page",
        "wagtailcore.revision",
        "wagtailcore.pagelogentry",
        "wagtailcore.modellogentry",
        "wagtailcore.workflowstate",
        "wagtailcore.taskstate",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtaildocs.document",
        "wagtailimages.image",
        "wagtail_localize.stringtranslation",
        "wagtail_localize.segmentoverride",
    ),
    _WORK,
)


def export(person: User) -> Held:
    """What the person chose in the CMS, and what they did to pages."""
    profile = UserProfile.objects.filter(user=person).first()
    did = PageLogEntry.objects.filter(user=person).order_by("timestamp")
    facts = {
        "choices": profile
        and {"language": profile.preferred_language, "zone": profile.current_time_zone},
        "subscriptions": list(
            PageSubscription.objects.filter(user=person).values_list("page__title", flat=True)
        ),
        "on_pages": list(did.values("timestamp", "action", "label")),
    }
    avatar = profile.avatar if profile else None
    return Held(facts, {"avatar": avatar} if avatar else {})


def erase(person: User, *, by: User) -> None:
    """What served the person alone goes; their work on pages stays."""
    files = [profile.avatar for profile in UserProfile.objects.filter(user=person)]
    files += [upload.file for upload in UploadedFile.objects.filter(uploaded_by_user=person)]
    # First: a run that is killed finds them again by the rows.
    for file in files:
        if file:
            file.storage.delete(file.name)
    for model, field in _OWN:
        model.objects.filter(**{field: person}).delete()


def merge(keep: User, give: User) -> Record:
    """Nothing moves: what an editor did is named by the record that did it, which stays."""
    return {}


def undo(record: Record) -> None:
    """Nothing moved."""
