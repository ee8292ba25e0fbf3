"""What accounts itself holds of a person: exported, erased, moved when two records become one."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from stc.accounts import merging
from stc.accounts.ciphers import unseal
from stc.accounts.merging import Record
from stc.accounts.models import Appointment, Identity, User
from stc.accounts.personal_data import Held
from stc.audit import services as audit
from stc.audit.models import AuditEntry

COVERS = (
    "accounts.user_groups",
    "accounts.user_user_permissions",
    "accounts.identity",
    "accounts.dataexport",
    "account.emailaddress",
    "mfa.authenticator",
)
_PROOF = "proof of what was decided; says nothing of the person but that they are one"
_CMS = "what an editor did to pages, named by a person whose name is gone"
STAYS = {
    "accounts.consent": "proof that consent was had, and when it was withdrawn",
    "accounts.appointment": "who held an office when; it ends with the erasure",
    "accounts.erasurerequest": _PROOF,
    "accounts.merge": _PROOF,
    "accounts.samenik": _PROOF,
}
# The log-in of a person: moves as one to a record that has none.
_LOG_IN = ("email", "phone", "phone_verified", "password", "last_login")
_COPIED = ("birth_date", "region_id")


def export(person: User) -> Held:
    """Profile, log-ins, consents, roles, requests, and each line of the trail by or about them."""
    identity = Identity.objects.filter(person=person).first()
    facts = {
        "profile": {
            "full_name": person.full_name,
            "nik": unseal(identity.nik_sealed) if identity else None,
            "birth_date": person.birth_date,
            "region": str(person.region) if person.region else None,
            "zone": person.zone,
            "language": person.language,
            "joined_at": person.joined_at,
        },
        "log_in": {
            "email": person.email,
            "phone": str(person.phone) if person.phone else None,
            "phone_verified": person.phone_verified,
            "last_login": person.last_login,
            "emails": list(EmailAddress.objects.filter(user=person).values("email", "verified")),
            "second_factors": list(
                Authenticator.objects.filter(user=person).values("type", "created_at")
            ),
        },
        "consents": [
            {
                "purpose": consent.text.purpose.code,
                "text": consent.text.body if consent.language == "id" else consent.text.body_en,
                "text_valid_from": consent.text.valid_from,
                "given": consent.given,
                "at": consent.at,
            }
            for consent in person.consents.select_related("text__purpose")
        ],
        "roles": list(
            person.appointments.values("group__name", "starts_on", "ends_on", "withdrawn_at")
        ),
        "erasure_requests": list(
            person.erasure_requests.values(
                "asked_at", "words", "state", "due_at", "decided_at", "why", "erased_at"
            )
        ),
        "data_exports": list(person.data_exports.values("asked_at", "ready_at", "expires_at")),
        "trail": _trail(person),
    }
    return Held(facts, {"photo" + _suffix(person): person.photo} if person.photo else {})


def _suffix(person: User) -> str:
    _stem, dot, suffix = person.photo.name.rpartition(".")
    return dot + suffix


def _trail(person: User) -> list[dict[str, object]]:
    """Their own acts whole; of others' acts on them what and why, but not another's name."""
    me = audit.name_of(person)
    own = AuditEntry.objects.filter(actor=me).values(
        "at", "act", "subject_label", "was", "became", "why"
    )
    done_to = AuditEntry.objects.filter(subject=me).exclude(actor=me)
    return [
        *({"by_me": True, **entry} for entry in own),
        *({"by_me": False, **e} for e in done_to.values("at", "act", "was", "became", "why")),
    ]


def erase(person: User, *, by: User) -> None:
    """Leave an empty record that others may point to: no name, no contact, no number, no log-in."""
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Identity.objects.filter(person=person).delete()
    person.groups.clear()
    person.user_permissions.clear()
    files = [export.file for export in person.data_exports.exclude(file="")]
    files += [person.photo] if person.photo else []
    # Before the rows that name them, not after the commit: what is killed in between runs again,
    # and finds its files by those rows. A file that is gone already is no error.
    for file in files:
        file.storage.delete(file.name)
    person.data_exports.all().delete()
    person.forget()
    person.save()


def merge(keep: User, give: User) -> Record:
    """Fill what the kept record lacks; the log-in moves to a record that has none, or is closed."""
    lacks_log_in = not (keep.email or keep.phone or keep.has_usable_password())
    record: Record = {
        "keep": keep.pk,
        "give": give.pk,
        "give_was_active": give.is_active,
        "log_in_moved": lacks_log_in,
        "copied": _copy_facts(keep, give),
        "appointments": _move_appointments(keep, give),
        "identity": [],
        "photo_moved": bool(give.photo and not keep.photo),
    }
    if not Identity.objects.filter(person=keep).exists():
        record["identity"] = merging.move(Identity, "person", keep=keep, give=give)
    if record["photo_moved"]:
        keep.photo, give.photo = give.photo.name, ""
    if lacks_log_in:
        record["keep_was_active"] = keep.is_active
        keep.is_active = give.is_active
        record["emails"] = merging.move(EmailAddress, "user", keep=keep, give=give)
        record["factors"] = merging.move(Authenticator, "user", keep=keep, give=give)
        _swap_log_in(keep, give)
    give.is_active = False
    _save(give, keep, first_free=give)
    return record


def _move_appointments(keep: User, give: User) -> list[int]:
    """All but those that would overlap with one of the same role that the kept record holds."""
    moved = [
        appointment.pk
        for appointment in give.appointments.all()
        if not keep.appointments.filter(group=appointment.group_id)
        .overlapping(appointment.starts_on, appointment.ends_on)
        .exists()
    ]
    Appointment.objects.filter(pk__in=moved).update(person=keep)
    return moved


def undo(record: Record) -> None:
    """Exactly what was moved goes back; what the person changed since stays where it is."""
    people = User.objects.in_bulk([record["keep"], record["give"]])
    keep, give = people[record["keep"]], people[record["give"]]
    for name in record["copied"]:
        if getattr(keep, name) == getattr(give, name):
            setattr(keep, name, None)
    merging.put_back(Appointment, "person", moved=record["appointments"], give_id=give.pk)
    merging.put_back(Identity, "person", moved=record["identity"], give_id=give.pk)
    if record["photo_moved"]:
        keep.photo, give.photo = "", keep.photo.name
    give.is_active = record["give_was_active"]
    if record["log_in_moved"]:
        keep.is_active = record["keep_was_active"]
        merging.put_back(EmailAddress, "user", moved=record["emails"], give_id=give.pk)
        merging.put_back(Authenticator, "user", moved=record["factors"], give_id=give.pk)
        _swap_log_in(keep, give)
    _save(keep, give, first_free=keep)


def _copy_facts(keep: User, give: User) -> list[str]:
    copied = [n for n in _COPIED if getattr(keep, n) is None and getattr(give, n) is not None]
    for name in copied:
        setattr(keep, name, getattr(give, name))
    return copied


def _swap_log_in(one: User, other: User) -> None:
    for name in _LOG_IN:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)


def _save(*people: User, first_free: User) -> None:
    """E-mail and phone are unique: whoever gives them away is saved first."""
    for person in sorted(people, key=lambda p: p is not first_free):
        person.profile_version += 1
        person.save()
