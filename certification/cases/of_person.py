"""What cases hold of a person: exported, and moved when two records become one."""

from certification.cases import services
from certification.cases.models import Case, Decision, NameConfirmation
from stc.accounts.merging import Record, put_back
from stc.accounts.models import User
from stc.accounts.personal_data import Held

STAYS = {
    "cases.case": "what a certificate rests on, and that it was asked for; what is unfinished is "
    "withdrawn; it names an emptied record",
    "cases.nameconfirmation": "that a certificate spells the name as its holder confirmed it; says "
    "no more than the certificate or the application that stays",
    "cases.decision": "who decided what and why, which an appeal or an audit may ask for; it names "
    "an emptied record",
}


def export(person: User) -> Held:
    """One's own applications with what was decided; of those one decided, only that one did."""
    mine = Case.objects.of(person).order_by("pk")
    of_case = ("scheme__code", "edition", "state", "opened_at", "withdrawn_at")
    of_decision = ("decision__outcome", "decision__reasons", "decision__decided_at")
    decided = Decision.objects.filter(decided_by=person).order_by("pk")
    names = NameConfirmation.objects.filter(case__in=mine).order_by("pk")
    return Held(
        {
            "cases": list(mine.values(*of_case, *of_decision)),
            "names_confirmed": list(names.values("case__scheme__code", "name", "confirmed_at")),
            "decisions_taken": list(decided.values("outcome", "decided_at")),
        }
    )


def erase(person: User, *, by: User) -> None:
    """What is unfinished is withdrawn; the rest stays (``STAYS``)."""
    services.withdraw_all(person=person, by=by)


def merge(keep: User, give: User) -> Record:
    """Cases move, but an unfinished one where the record that is kept has one of that scheme.

    Decisions stay as they were written: each names the record on which it was taken.
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
