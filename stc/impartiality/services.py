from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from stc.audit import services as audit
from stc.impartiality.errors import OwnCase, Partial
from stc.impartiality.models import Conflict, StandingRule, Tie

# These two are over on the day that they happened; what follows from them is the rule's.
MOMENTARY = (Tie.TAUGHT, Tie.EXAMINED)


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


def why_not(person, candidate) -> list[Conflict]:
    """The ties that keep this person from judging that candidate today; empty: may judge."""
    return list(Conflict.objects.between(person, candidate).standing().order_by("since", "pk"))


def check(person, candidate) -> None:
    """Refuse a judgement, saying why. Call it after ``lock``, inside the act's transaction."""
    if person.pk == candidate.pk:
        raise OwnCase
    if ties := why_not(person, candidate):
        raise Partial(
            candidate=candidate,
            ties="; ".join(f"{t.get_kind_display()} ({t.why})" for t in ties),
        )
