from collections.abc import Collection
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from stc.audit import services as audit
from stc.impartiality.errors import OwnCase, Partial
from stc.impartiality.models import Conflict, StandingRule, Tie

# These two are over on the day that they happened; what follows from them is the rule's.
MOMENTARY = (Tie.TAUGHT, Tie.EXAMINED)

# Days that a tie goes on standing after its end; None: for good. A standard names no figure
# (ISO/IEC 17024, 4.3): these are the body's own to confirm, and rows that its admins change. They
# reach back, for an employment that ended before the house opened may be recorded still.
RULES_FROM = date(2000, 1, 1)
DECREE = "Kebijakan penyelenggara (perlu dipastikan)"
RULES = {
    Tie.TAUGHT: None,
    Tie.EXAMINED: None,
    Tie.EMPLOYS: 730,
    Tie.SUPERVISES: 730,
    Tie.RELATED: None,
    Tie.PAID: 365,
}


@transaction.atomic
def load_rules() -> None:
    """The first rule for each kind that has none: admins may have changed the others."""
    ruled = set(StandingRule.objects.values_list("kind", flat=True))
    StandingRule.objects.bulk_create(
        StandingRule(kind=kind, valid_from=RULES_FROM, days=days, decree=DECREE)
        for kind, days in RULES.items()
        if kind not in ruled
    )


def lock(candidate_id: int) -> None:
    """Lock the candidate's row: a tie and a judgement on one person never commit side by side."""
    get_user_model().objects.select_for_update().only("pk").get(pk=candidate_id)


@transaction.atomic
def record(*, person, candidate, kind: Tie, since: date, why: str, source: str) -> Conflict:
    """Write a tie. The same tie from the same source again returns the first."""
    lock(candidate.pk)
    tie, made = Conflict.objects.get_or_create(
        person=person,
        candidate=candidate,
        kind=kind,
        source=source,
        defaults={"since": since, "why": why},
    )
    if made and kind in MOMENTARY:
        _end(tie, since)
    if made:
        audit.record(act="impartiality.tie", by=None, subject=tie, became=kind, why=why)
    return tie


@transaction.atomic
def end(*, tie_id: int, on: date, by, why: str) -> Conflict:
    """A tie ends; it goes on standing for the days of its rule. A second call changes nothing."""
    lock(Conflict.objects.only("candidate_id").get(pk=tie_id).candidate_id)
    tie = Conflict.objects.get(pk=tie_id)
    if tie.ended_on is None:
        _end(tie, on)
        audit.record(act="impartiality.tie_ended", by=by, subject=tie, became=str(on), why=why)
    return tie


def _end(tie: Conflict, on: date) -> None:
    rule = (
        StandingRule.objects.filter(kind=tie.kind, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    tie.ended_on = on
    # Without a rule a tie stands for good: silence never makes a judge.
    tie.stands_until = on + timedelta(days=rule.days) if rule and rule.days is not None else None
    tie.save(update_fields=["ended_on", "stands_until"])


def why_not(person, candidate, but: Collection[Tie] = ()) -> list[Conflict]:
    """The ties that keep this person from judging that candidate today; empty: may judge.

    ``but``: kinds that do not bar from this judgement, as its table was registered.
    """
    ties = Conflict.objects.between(person, candidate).standing().barring(but)
    return list(ties.order_by("since", "pk"))


def check(person, candidate, but: Collection[Tie] = ()) -> None:
    """Refuse a judgement, saying why. Call it after ``lock``, inside the act's transaction."""
    if person.pk == candidate.pk:
        raise OwnCase
    if ties := why_not(person, candidate, but):
        raise Partial(
            candidate=candidate,
            ties="; ".join(f"{t.get_kind_display()} ({t.why})" for t in ties),
        )
