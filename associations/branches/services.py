from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from associations.branches.errors import (
    AlreadyHolds,
    BranchClosed,
    CannotWork,
    HasRoot,
    NameTaken,
    NoLetters,
    NoLonger,
    NothingBelow,
    NotYet,
    OfficeFilled,
    OfficeOver,
    OwnOffice,
    RegionTaken,
    StillBelow,
    TooFarBack,
    WrongDays,
    WrongRegion,
)
from associations.branches.models import Association, Branch, Office, Tier
from associations.branches.querysets import BranchQuerySet
from stc.accounts.models import User
from stc.audit import services as audit
from stc.notices import services as notices
from stc.regions.models import Region

LEVELS = {
    Tier.PROVINCE: (Region.Level.PROVINCE,),
    Tier.CITY: (Region.Level.CITY, Region.Level.REGENCY),
}


def subtree(user: User) -> BranchQuerySet:
    """The user's own branches and those below: from here everything that is scoped by branch."""
    return Branch.objects.visible_to(user)


def free_regions(parent: Branch):
    """Regions in which a branch may be opened below this one."""
    tier = Tier(parent.tier).below
    if tier is None:
        return Region.objects.none()
    taken = Branch.objects.still_open().filter(
        association=parent.association_id, region__isnull=False
    )
    return (
        Region.objects.standing_on(timezone.localdate())
        .filter(level__in=LEVELS[tier], parent=parent.region_id)
        .exclude(pk__in=taken.values("region"))
    )


@transaction.atomic
def open_branch(
    *,
    association: Association,
    name: str,
    by: User | None,
    parent: Branch | None = None,
    region: Region | None = None,
    opened_on: date | None = None,
) -> Branch:
    """Open a branch below another; without ``parent``, the association's national one.

    The same again returns what stands. ``by=None`` is whoever holds the machine.
    """
    _lock_tree(association.pk)
    siblings = Branch.objects.filter(association=association)
    same = siblings.still_open().filter(parent=parent, region=region, name=name).first()
    if same is not None:
        return same
    if parent is None:
        if siblings.filter(parent__isnull=True).exists():
            raise HasRoot(association=association)
        tier, region = Tier.NATIONAL, None
    else:
        above = siblings.get(pk=parent.pk)
        tier = Tier(above.tier).below
        if tier is None:
            raise NothingBelow(branch=above)
        if not above.is_open:
            raise BranchClosed(branch=above)
        taken = siblings.still_open().filter(region=region).first() if region else None
        if taken is not None:
            raise RegionTaken(branch=taken)
        if region is None or not free_regions(above).filter(pk=region.pk).exists():
            raise WrongRegion(branch=above)
    slug = slugify(name)[:80]
    if not slug:
        raise NoLetters
    if siblings.filter(slug=slug).exists():
        raise NameTaken(name=name)
    branch = Branch.objects.create(
        association=association,
        parent=parent,
        tier=tier,
        region=region,
        name=name,
        slug=slug,
        opened_on=opened_on or timezone.localdate(),
    )
    audit.record(act="branches.open_branch", by=by, subject=branch, became=f"{branch.called}")
    return branch


@transaction.atomic
def close_branch(*, branch_id: int, by: User | None, why: str) -> Branch:
    """Close a branch for good, today; every office in it ends. A second call changes nothing."""
    _lock_tree(Branch.objects.only("association_id").get(pk=branch_id).association_id)
    branch = Branch.objects.select_related("association").get(pk=branch_id)
    if not branch.is_open:
        return branch
    if number := branch.children.still_open().count():
        raise StillBelow(number=number, branch=branch)
    today = timezone.localdate()
    branch.closed_on = today
    branch.save(update_fields=["closed_on"])
    audit.record(act="branches.close_branch", by=by, subject=branch, became=today, why=why)
    for office in branch.offices.exclude(ends_on__lte=today).select_related("person", "branch"):
        _end(office, today, by)
    return branch


@transaction.atomic
def appoint(
    *,
    person: User,
    branch: Branch,
    role: str,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Office:
    """Let a person hold an office, from a day (today, unless told) to a day.

    A board has one chair, one secretary, one treasurer at a time. The same again returns what
    stands.
    """
    _lock_tree(branch.association_id)
    here = Branch.objects.select_related("association").get(pk=branch.pk)
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = timezone.localdate()
    first = starts_on or today
    held = Office.objects.filter(branch=here, role=role)
    same = held.filter(person=row, starts_on=first, ends_on=ends_on).first()
    if same is not None:
        return same
    if by == person:
        raise OwnOffice
    if not here.is_open:
        raise BranchClosed(branch=here)
    if not row.is_active:
        raise CannotWork(person=row)
    if first > today:
        raise NotYet
    if ends_on is not None and ends_on < first:
        raise WrongDays
    label = Office.Role(role).label
    those = held.overlapping(first, ends_on)
    if those.filter(person=row).exists():
        raise AlreadyHolds(person=row, role=label, branch=here)
    if role in Office.BOARD and (other := those.select_related("person").first()):
        raise OfficeFilled(branch=here, role=label, person=other.person)
    office = Office.objects.create(
        branch=here, person=row, role=role, starts_on=first, ends_on=ends_on
    )
    audit.record(
        act="branches.appoint", by=by, subject=office, became=f"{first} – {ends_on or '…'}"
    )
    notices.send(
        kind="branches.appointed",
        to=row,
        context={
            "branch": here.name,
            "association": here.association.name,
            "role": office.role,
            "starts_on": first,
            "ends_on": ends_on,
        },
        key=f"branches.appointed:{office.pk}",
    )
    return office


@transaction.atomic
def end_office(*, office_id: int, on: date, by: User | None) -> Office:
    """Let an office end on a day: its last. Yesterday at the earliest, never later than now
    agreed. The same day again changes nothing.
    """
    _lock_tree(Office.objects.values_list("branch__association", flat=True).get(pk=office_id))
    office = Office.objects.select_related("person", "branch").get(pk=office_id)
    today = timezone.localdate()
    if office.ends_on == on:
        return office
    if by is not None and by.pk == office.person_id:
        raise OwnOffice
    if office.ends_on is not None and office.ends_on < today:
        raise OfficeOver
    if on < max(office.starts_on, today - timedelta(days=1)):
        raise TooFarBack
    if office.ends_on is not None and on > office.ends_on:
        raise NoLonger
    return _end(office, on, by)


def _lock_tree(association_id: int) -> None:
    """All writes of a tree and its offices wait for each other at its association."""
    Association.objects.select_for_update(no_key=True).get(pk=association_id)


def _end(office: Office, on: date, by: User | None) -> Office:
    was, office.ends_on = office.ends_on, on
    office.save(update_fields=["ends_on"])
    audit.record(act="branches.end_office", by=by, subject=office, was=was or "…", became=on)
    notices.send(
        kind="branches.office_ended",
        to=office.person,
        context={"branch": office.branch.name, "role": office.role, "ends_on": on},
        key=f"branches.office_ended:{office.pk}:{on}",
    )
    return office
