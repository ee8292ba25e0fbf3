"""Two records of one person made one, by two officers, and made two again within some days."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Func, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from stc.accounts import merging, permissions
from stc.accounts.errors import (
    CannotMerge,
    CannotUndoMerge,
    NotTwoOfficers,
    NotTwoPersons,
    ReasonNeeded,
)
from stc.accounts.models import ErasureRequest, Identity, Merge, TimeLimit, User
from stc.audit import services as audit


class _Records(Func):
    """A record's id, to its own and those merged into it. UNION meets each once, so it ends."""

    template = """(WITH RECURSIVE records(id) AS (
        SELECT id FROM accounts_user WHERE id = %(expressions)s
        UNION
        SELECT give_id FROM accounts_merge JOIN records ON keep_id = records.id
        WHERE undone_at IS NULL
    ) SELECT id FROM records)"""


def records_of(person_id: int) -> QuerySet:
    """The ids of a person's records: their own, and those that were merged into it."""
    return User.objects.filter(pk__in=_Records(Value(person_id))).values_list("pk", flat=True)


def _require_two_officers(*officers: User, about: tuple[int, int]) -> None:
    ids = {officer.pk for officer in officers}
    entitled = all(permissions.may_merge(officer) for officer in officers)
    if len(ids) < 2 or ids & set(about) or not entitled:
        raise NotTwoOfficers


def _lock(*ids: int) -> dict[int, User]:
    """Both rows, always in the same order: two merges at once wait, they do not deadlock."""
    rows = User.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {person.pk: person for person in rows}


@transaction.atomic
def merge_people(*, keep_id: int, give_id: int, by: User, approved_by: User, why: str) -> Merge:
    """Move all that is held of one record to the other, which stays. A second call changes nothing.

    The given record remains, closed and empty-handed, so that the merge can be undone. Raises
    ``NotTwoPersons``, ``NotTwoOfficers``, ``ReasonNeeded``, ``CannotMerge``.
    """
    if keep_id == give_id:
        raise NotTwoPersons
    _require_two_officers(by, approved_by, about=(keep_id, give_id))
    if not why.strip():
        raise ReasonNeeded
    people = _lock(keep_id, give_id)
    keep, give = people[keep_id], people[give_id]
    done = Merge.objects.standing().filter(give=give).first()
    if done is not None and done.keep_id == keep.pk:
        return done
    _refuse_where_unfit(keep, give)

    merge = Merge.objects.create(
        keep=keep, give=give, by=by, approved_by=approved_by, why=why.strip()
    )
    merge.record = {each.app: each.merge(keep, give) for each in merging.mergers()}
    merge.save(update_fields=["record"])
    audit.record(act="accounts.merge", by=by, subject=keep, was=audit.name_of(give), why=merge.why)
    audit.record(
        act="accounts.approve_merge", by=approved_by, subject=keep, was=audit.name_of(give)
    )
    return merge


def _refuse_where_unfit(keep: User, give: User) -> None:
    both = [keep.pk, give.pk]
    if keep.erased_at or give.erased_at:
        raise CannotMerge(reason=_("salah satunya sudah dihapus"))
    if Merge.objects.standing().filter(give__in=both).exists():
        raise CannotMerge(reason=_("salah satunya sudah digabungkan ke data lain"))
    open_states = [ErasureRequest.State.ASKED, ErasureRequest.State.GRANTED]
    if ErasureRequest.objects.filter(person__in=both, state__in=open_states).exists():
        raise CannotMerge(reason=_("ada permintaan penghapusan yang belum selesai"))
    if Identity.objects.filter(person__in=both).values("nik_digest").distinct().count() > 1:
        raise CannotMerge(reason=_("NIK keduanya berbeda"))


@transaction.atomic
def undo_merge(*, merge_id: int, by: User, approved_by: User, why: str) -> Merge:
    """Put everything back as it was. A second call changes nothing.

    Raises ``NotTwoOfficers``, ``ReasonNeeded``, and ``CannotUndoMerge`` after the days of the
    rule row, after erasure, or where the record that was kept has been given away since.
    """
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    if merge.undone_at is not None:
        return merge
    _require_two_officers(by, approved_by, about=(merge.keep_id, merge.give_id))
    if not why.strip():
        raise ReasonNeeded
    people = _lock(merge.keep_id, merge.give_id)
    _refuse_where_late(merge, people[merge.keep_id])

    for each in reversed(merging.mergers()):
        if each.app in merge.record:
            each.undo(merge.record[each.app])
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.undo_approved_by, merge.undo_why = approved_by, why.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undo_approved_by", "undo_why"])
    audit.record(
        act="accounts.undo_merge",
        by=by,
        subject=merge.keep,
        became=audit.name_of(merge.give),
        why=merge.undo_why,
    )
    audit.record(
        act="accounts.approve_undo_merge",
        by=approved_by,
        subject=merge.keep,
        became=audit.name_of(merge.give),
    )
    return merge


def _refuse_where_late(merge: Merge, keep: User) -> None:
    days = TimeLimit.days_for(TimeLimit.For.UNDO_MERGE, on=timezone.localdate(merge.at))
    if timezone.now() > merge.at + timedelta(days=days):
        raise CannotUndoMerge(reason=_("batas %(days)s hari sudah lewat") % {"days": days})
    if keep.erased_at:
        raise CannotUndoMerge(reason=_("datanya sudah dihapus"))
    later = Merge.objects.standing().filter(pk__gt=merge.pk)
    if later.filter(keep=keep).exists() or later.filter(give=keep).exists():
        raise CannotUndoMerge(reason=_("batalkan dulu penggabungan yang lebih baru"))
