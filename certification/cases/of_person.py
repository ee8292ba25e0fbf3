"""What cases hold of a person: exported, and moved when two records become one."""

from django.utils.translation import gettext as _

from certification.cases import services
from certification.cases.models import BatchDecision, BatchLine, Case, Decision, NameConfirmation
from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

COVERS = ("cases.nameconfirmation",)
STAYS = {
    "cases.case": "what a certificate rests on, and that it was asked for; what is unfinished is "
    "withdrawn; it names an emptied record",
    "cases.decision": "who decided what and why, which an appeal or an audit may ask for; it names "
    "an emptied record",
    "cases.batchdecision": "that decisions were asked for together, by whom and for which reasons; "
    "it names an emptied record",
}


def export(person: User) -> Held:
    """One's own applications with what was decided; of those one decided, only that one did."""
    mine = Case.objects.of(person).order_by("pk")
    of_case = ("scheme__code", "edition", "state", "opened_at", "withdrawn_at")
    of_decision = ("decision__outcome", "decision__reasons", "decision__decided_at")
    decided = Decision.objects.filter(decided_by=person).order_by("pk")
    names = NameConfirmation.objects.filter(case__in=mine).order_by("pk")
    asked = BatchDecision.objects.filter(decided_by=person).order_by("pk")
    return Held(
        {
            "cases": list(mine.values(*of_case, *of_decision)),
            "names_confirmed": list(names.values("case__scheme__code", "name", "confirmed_at")),
            "decisions_taken": list(decided.values("outcome", "decided_at")),
            "batches_decided": list(asked.values("asked_at", "ended_at")),
        }
    )


def erase(person: User, *, by: User) -> None:
    """What is unfinished is withdrawn; the rest stays (``STAYS``).

    Names that were confirmed go: a certificate says its own. Why a batch refused one may name them.
    """
    services.withdraw_all(person=person, by=by)
    NameConfirmation.objects.filter(case__candidate=person).delete()
    refused = BatchLine.objects.filter(case__candidate=person, state=BatchLine.State.REFUSED)
    refused.update(why=_("Data orang ini sudah dihapus."))


def merge(keep: User, give: User) -> Record:
    """Cases move, but an unfinished one where the record that is kept has one of that scheme.

    Decisions and batches stay as they were written: each names the record of its day.
    """
    moved = []
    for case in Case.objects.of(give).order_by("pk"):
        same = Case.objects.of(keep).unfinished().filter(scheme=case.scheme_id)
        if not (case.is_unfinished and same.exists()):
            Case.objects.filter(pk=case.pk).update(candidate=keep)
            moved.append(case.pk)
    return {"give": give.pk, "moved": moved}


def undo(record: Record) -> None:
    put_back(Case, "candidate", moved=record["moved"], give_id=record["give"])
