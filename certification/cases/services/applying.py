"""The candidate's own acts, and what they hear of the exam."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from certification.cases.errors import (
    CannotApply,
    NoPaper,
    NoSuchScheme,
    NotOpen,
    NotYourCase,
    WrongPaper,
)
from certification.cases.models import Case
from certification.cases.services.locking import locked
from certification.exams import services as exams
from certification.exams.errors import AlreadyStarted
from certification.exams.models import Paper, Registration, Result, Sitting
from certification.schemes.models import Scheme
from certification.schemes.services import rule_on
from courses.curricula.services import find_edition
from courses.learning.models import Enrolment
from stc.accounts.models import User
from stc.audit import services as audit
from stc.notices import services as notices


@transaction.atomic
def open_case(*, person: User, scheme_code: str) -> Case:
    """Apply for a certificate. While a case of the scheme is unfinished, it is that one again.

    Raises ``NoSuchScheme``, ``NoRule``, ``NoPaper``, ``NoSuchCurriculum``, ``CannotApply``.
    """
    # Locked: two taps are one case, and an erasure does not pass a new one by.
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not row.is_active:
        raise CannotApply(person=row)
    scheme = Scheme.objects.filter(code=scheme_code).first()
    if scheme is None:
        raise NoSuchScheme
    there = Case.objects.of(row).unfinished().filter(scheme=scheme).first()
    if there is not None:
        return there
    paper = Paper.objects.filter(code=scheme.paper_code).first()
    if paper is None:
        raise NoPaper(scheme=scheme)
    case = Case.objects.create(
        scheme=scheme,
        rule=rule_on(scheme=scheme, day=timezone.localdate()),
        paper=paper,
        edition=_edition(row, scheme),
        candidate=row,
    )
    audit.record(act="cases.open_case", by=row, subject=case, became=scheme.code)
    return case


def _edition(person: User, scheme: Scheme) -> str:
    """The edition that the person follows, the one begun last; else the newest."""
    followed = Enrolment.objects.filter(person=person, curriculum_code=scheme.curriculum_code)
    last = followed.order_by("-started_at", "-pk").first()
    return last.edition if last else find_edition(scheme.curriculum_code).edition


@transaction.atomic
def choose_sitting(*, case_id: int, sitting_id: int, by: User) -> Registration:
    """Take a seat for the case's exam; a seat taken before is given back. Again, the same seat.

    Raises ``NotYourCase``, ``NotOpen``, ``WrongPaper``, and what exams refuse: ``NotAdmitted``
    while something is missing, ``Partial`` where the examiner is tied to the candidate.
    """
    case = locked(case_id)
    _refuse_stranger(case, by)
    if case.state != Case.State.OPEN:
        raise NotOpen(state=case.get_state_display())
    sitting = Sitting.objects.get(pk=sitting_id)
    if sitting.paper_id != case.paper_id:
        raise WrongPaper
    held = Registration.objects.standing().filter(origin=case.source).first()
    if held is not None and held.sitting_id != sitting.pk:
        exams.withdraw(origin=case.source)
    return exams.register(candidate=case.candidate, sitting=sitting, origin=case.source, by=by)


@transaction.atomic
def withdraw(*, case_id: int, by: User) -> Case:
    """Take the application back, with its seat. A second call changes nothing.

    Raises ``NotYourCase``, ``NotOpen`` after the decision, ``AlreadyStarted`` while an exam waits
    for its outcome.
    """
    case = locked(case_id)
    _refuse_stranger(case, by)
    if case.state == Case.State.WITHDRAWN:
        return case
    if not case.is_unfinished:
        raise NotOpen(state=case.get_state_display())
    if case.state == Case.State.OPEN:
        exams.withdraw(origin=case.source)
    return _withdraw(case, by)


@transaction.atomic
def withdraw_all(*, person: User, by: User) -> None:
    """Take back all that is unfinished of a person who is forgotten, exam or no exam."""
    for case_id in Case.objects.of(person).unfinished().values_list("pk", flat=True):
        case = locked(case_id)
        if case.state == Case.State.OPEN:
            # An exam that was begun goes its way; its outcome finds a case that is withdrawn.
            with suppress(AlreadyStarted):
                exams.withdraw(origin=case.source)
        _withdraw(case, by)


def _refuse_stranger(case: Case, by: User) -> None:
    if case.candidate_id != by.pk:
        raise NotYourCase


def _withdraw(case: Case, by: User) -> Case:
    was = case.state
    case.withdraw(at=timezone.now())
    case.save(update_fields=["state", "withdrawn_at"])
    audit.record(act="cases.withdraw", by=by, subject=case, was=was, became=case.state)
    return case


@transaction.atomic
def hear_result(result: Result, origin: str) -> None:
    """An exam's result was released (``exams.results``): the case that asked for it is examined.

    What was withdrawn meanwhile stays so; a second call changes nothing.
    """
    source, _colon, number = origin.partition(":")
    if source != Case.SOURCE:
        return
    case = locked(int(number))
    if case.state != Case.State.OPEN:
        return
    case.examine(result=result)
    case.save(update_fields=["state", "result"])
    audit.record(act="cases.examined", by=None, subject=case, became=case.state, why=result.source)
    notices.send(
        kind="cases.result_out",
        to=case.candidate,
        key=f"cases.result_out:{result.pk}",
        context={
            "case_id": case.pk,
            "title_id": case.scheme.title_id,
            "title_en": case.scheme.title_en,
            "outcome": result.outcome,
        },
    )
