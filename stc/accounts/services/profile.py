"""What a person says of themselves: name, birth date, region, zone, language, photo."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from stc.accounts.errors import NikRefused, ProfileChangedElsewhere
from stc.accounts.models import User
from stc.accounts.nik import Fault
from stc.accounts.services import identity
from stc.audit import services as audit
from stc.regions.models import Region

# In the trail these say what they were; of the others only that they changed.
_WORDS_IN_TRAIL = ("full_name",)


@transaction.atomic
def update_profile(
    *,
    person_id: int,
    by: User,
    version: int,
    full_name: str,
    birth_date: date | None,
    region: Region | None,
    zone: str,
    language: str,
    nik: str = "",
    of_former_region: bool = False,
) -> User:
    """Save a profile as typed into a form of this ``version``. Saved twice, it is one change.

    An empty ``zone`` follows the region, an empty ``nik`` keeps the one that is stored. Raises
    ``ProfileChangedElsewhere`` where another form was saved since, ``NikRefused``.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    said = {
        "full_name": full_name,
        "birth_date": birth_date,
        "region": region,
        "zone": zone or (region.timezone if region else User.Zone.WIB),
        "language": language,
    }
    changed = {name: getattr(person, name) for name in said if getattr(person, name) != said[name]}
    if changed and person.profile_version != version:
        raise ProfileChangedElsewhere
    if nik:
        identity.set_nik(
            person=person,
            by=by,
            number=nik,
            birth_date=birth_date,
            of_former_region=of_former_region,
        )
    elif identity.stored_disagrees(person, birth_date=birth_date):
        raise NikRefused(faults=Fault.OTHER_BIRTH_DATE)
    if not changed:
        return person

    for name in changed:
        setattr(person, name, said[name])
    person.profile_version += 1
    person.save(update_fields=[*changed, "profile_version"])
    for name, was in changed.items():
        worded = {"was": was, "became": said[name]} if name in _WORDS_IN_TRAIL else {"became": name}
        audit.record(act="accounts.change_profile", by=by, subject=person, **worded)
    return person


@transaction.atomic
def set_photo(*, person_id: int, by: User, photo: ContentFile) -> User:
    """Keep a cleaned photo (``files.uploads.clean_photo``); the one before is deleted for good."""
    person = User.objects.select_for_update().get(pk=person_id)
    before = person.photo.name
    person.photo.save(photo.name, photo, save=False)
    _keep_photo(person, by=by, before=before)
    return person


@transaction.atomic
def remove_photo(*, person_id: int, by: User) -> User:
    """Delete the photo for good. Without one, nothing changes."""
    person = User.objects.select_for_update().get(pk=person_id)
    before = person.photo.name
    if before:
        person.photo = ""
        _keep_photo(person, by=by, before=before)
    return person


def _keep_photo(person: User, *, by: User, before: str) -> None:
    person.save(update_fields=["photo"])
    audit.record(act="accounts.change_photo", by=by, subject=person, became=bool(person.photo))
    if before:
        # After commit only: a change that is rolled back still needs its file.
        storage = person.photo.storage
        transaction.on_commit(lambda: storage.delete(before))
