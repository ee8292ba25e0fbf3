"""The decision, and what follows from it in the same transaction (ISO/IEC 17024, 9.4)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from certification.cases.errors import (
    AlreadyDecided,
    CaseWithdrawn,
    ExamNotPassed,
    NotAnOfficer,
    NotExamined,
    ReasonsNeeded,
    StillMissing,
)
from certification.cases.models import Case, Decision
from certification.cases.services.asking import what_is_missing
from certification.cases.services.locking import locked
from certification.cases.services.naming import confirmation
from certification.credentials import services as credentials
from certification.credentials.models import Credential
from certification.exams.models import Result
from certification.schemes.models import Scheme
from certification.schemes.months import last_day
from courses.competencies import services as competencies
from stc.accounts.models import User
from stc.accounts.permissions import is_certification_officer
from stc.audit import services as audit
from stc.impartiality import services as impartiality
from stc.notices import services as notices

KIND = "certificate"
ROLE = "guard"
Outcome = Decision.Outcome


@transaction.atomic
def decide(*, case_id: int, by: User, outcome: str, reasons: str) -> Decision:
    """Decide K or BK on an examined case, with reasons that its candidate reads.

    K issues the certificate and the qualification in this transaction. The same officer's same
    decision again is the first. Raises ``NotAnOfficer``, ``OwnCase``, ``Partial``, ``NotExamined``,
    ``CaseWithdrawn``, ``AlreadyDecided``, ``ExamNotPassed``, ``StillMissing``, ``ReasonsNeeded``.
    """
    case = locked(case_id)
    outcome, reasons = Outcome(outcome), reasons.strip()
    if not is_certification_officer(by):  # has_perm lets superusers pass; this binds them too
        raise NotAnOfficer
    impartiality.check(by, case.candidate)
    if case.state == Case.State.DECIDED:
        return _first(case.decision, by, outcome)
    if case.state == Case.State.WITHDRAWN:
        raise CaseWithdrawn
    if case.state != Case.State.EXAMINED:
        raise NotExamined
    if not reasons:
        raise ReasonsNeeded
    if outcome == Outcome.COMPETENT:
        _refuse_unfit(case)

    decision = Decision.objects.create(
        case=case, candidate=case.candidate, decided_by=by, outcome=outcome, reasons=reasons
    )
    was = case.state
    case.decide()
    case.save(update_fields=["state"])
    audit.record(
        act="cases.decide",
        by=by,
        subject=case,
        was=was,
        became=f"{case.state}: {outcome}",
        why=reasons,
    )
    if outcome == Outcome.COMPETENT:
        certify(case=case, by=by, on=_today())
    _tell(decision, case)
    return decision


def _first(decision: Decision, by: User, outcome: Outcome) -> Decision:
    if (decision.decided_by_id, decision.outcome) != (by.pk, outcome):
        raise AlreadyDecided(outcome=decision.get_outcome_display(), officer=decision.decided_by)
    return decision


def _refuse_unfit(case: Case) -> None:
    if case.result.outcome != Result.Outcome.COMPETENT:
        raise ExamNotPassed
    if missing := what_is_missing(case):
        raise StillMissing(lines="; ".join(line.text for line in missing))


def _today() -> date:
    """The day of the body's own zone, wherever its officer sits."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def certify(*, case: Case, by: User, on: date) -> Credential:
    """What a competent decision of a day leads to, once: certificate and qualification.

    Runs in the decision's transaction; both count from that day, by the case's own rule.
    """
    scheme, person, confirmed = case.scheme, case.candidate, confirmation(case)
    until = last_day(on, case.rule.validity_months)
    credential = credentials.issue(
        kind=KIND,
        source=case.source,
        holder=person,
        snapshot=credentials.Snapshot(
            holder_name=confirmed.name if confirmed else person.full_name,
            title_id=scheme.title_id,
            title_en=scheme.title_en,
            scheme=scheme.code,
            level=scheme.level,
            edition=case.edition,
            number_prefix=scheme.number_prefix,
            decided_on=on,
            region_name=person.region.name if person.region else "",
        ),
        valid_from=on,
        valid_until=until,
        by=by,
    )
    competencies.qualify(
        person=person,
        role=ROLE,
        kind=scheme.kind,
        level=scheme.level,
        valid_from=on,
        valid_until=until,
        source=case.source,
    )
    return credential


def _tell(decision: Decision, case: Case) -> None:
    notices.send(
        kind="cases.decided",
        to=case.candidate,
        key=f"cases.decided:{decision.pk}",
        context={
            "case_id": case.pk,
            "title_id": case.scheme.title_id,
            "title_en": case.scheme.title_en,
            "outcome": decision.outcome,
            "reasons": decision.reasons,
        },
    )


@transaction.atomic
def update_qualification(credential: Credential) -> None:
    """A certificate's standing changed (``credentials.kinds``): the qualification goes with it."""
    if credential.standing != Credential.Standing.VALID:
        competencies.end_qualification(source=credential.source, on=_today())
        return
    scheme = Scheme.objects.get(code=credential.scheme)
    zone = timezone.get_default_timezone()
    competencies.qualify(
        person=credential.holder,
        role=ROLE,
        kind=scheme.kind,
        level=scheme.level,
        valid_from=timezone.localdate(credential.valid_from, timezone=zone),
        valid_until=timezone.localdate(credential.last_day, timezone=zone),
        source=credential.source,
    )
