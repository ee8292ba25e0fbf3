"""``python -m bench.hall NUMBER``: a sitting of so many who passed, and lack nothing, is decided on
at once, by one worker in this process. Prints as JSON how long it took and what it asked.

What follows from a certificate (its signature, its paper, the mails) is left in the queue.
"""

import json
import sys
import time
from datetime import date, timedelta
from uuid import uuid4

import django

PREFIX = "bench-hall"


def make(number: int):
    """Their rows, written as they are after the exam; returns the sitting."""
    from django.utils import timezone

    from certification.cases import services
    from certification.cases.models import Case, NameConfirmation
    from certification.exams.models import Attempt, Paper, Registration, Result, Sitting
    from certification.schemes.models import Scheme
    from certification.schemes.services import rule_on
    from courses.curricula.services import find_edition

    now, scheme = timezone.now(), Scheme.objects.get(code="STC-GP")
    paper, examiner = Paper.objects.get(code=scheme.paper_code), _person("examiner")
    edition = find_edition(scheme.curriculum_code).edition
    people = _people(number, scheme, edition)
    begun, cut = now - timedelta(hours=3), paper.cuts.first()
    sitting = Sitting.objects.create(
        paper=paper,
        name=PREFIX,
        venue=PREFIX,
        opens_at=begun,
        closes_at=now,
        capacity=number,
        examiner=examiner,
        released_at=now,
        released_by=examiner,
    )
    cases = Case.objects.bulk_create(
        Case(
            scheme=scheme,
            rule=rule_on(scheme=scheme, day=timezone.localdate()),
            paper=paper,
            edition=edition,
            candidate=person,
        )
        for person in people
    )
    NameConfirmation.objects.bulk_create(
        NameConfirmation(case=case, name=services.spelling(case)) for case in cases
    )
    seats = Registration.objects.bulk_create(
        Registration(
            sitting=sitting,
            candidate=case.candidate,
            examiner=examiner,
            origin=case.source,
            registered_by=case.candidate,
        )
        for case in cases
    )
    attempts = Attempt.objects.bulk_create(
        Attempt(
            registration=seat,
            seed=1,
            started_at=begun,
            ends_at=now,
            handed_in_at=begun + timedelta(minutes=30),
        )
        for seat in seats
    )
    results = Result.objects.bulk_create(
        Result(
            attempt=attempt,
            candidate=attempt.registration.candidate,
            right=18,
            out_of=20,
            cut_score=cut,
            percent_needed=60,
            outcome="K",
            released_at=now,
            released_by=examiner,
        )
        for attempt in attempts
    )
    for case, result in zip(cases, results, strict=True):
        case.examine(result=result)
    Case.objects.bulk_update(cases, ["state", "result"])
    return sitting


def _person(name: str):
    from stc.accounts.models import User

    return User.objects.create_user(f"{PREFIX}-{name}@contoh.id", full_name=PREFIX)


def _people(number: int, scheme, edition: str) -> list:
    """With what their scheme asks: the profile, the consents, the hours in a class of their own.

    All but the name's confirmation, which belongs to the case.
    """
    from certification.schemes.services import rule_on
    from courses.learning.models import ModuleHours, Seat, TrainingClass
    from courses.providers.models import Provider
    from stc.accounts.models import Consent, ConsentText, User
    from stc.regions.models import Region

    city = Region.objects.filter(level="city").first()
    people = User.objects.bulk_create(
        User(
            email=f"{PREFIX}{n}@contoh.id",
            full_name=f"Siti Rahmawati {n}",
            birth_date=date(1999, 5, 4),
            region=city,
        )
        for n in range(number)
    )
    rule = rule_on(scheme=scheme, day=date.today())  # noqa: DTZ011
    texts = list(ConsentText.objects.current().filter(purpose__code__in=rule.consents))
    Consent.objects.bulk_create(
        Consent(person=person, text=text, given=True, language="id")
        for person in people
        for text in texts
    )
    provider = Provider.objects.create(
        name=PREFIX,
        slug=PREFIX,
        region=city,
        licence_number=PREFIX,
        licence_until=date(2099, 1, 1),
    )
    taught = TrainingClass.objects.create(
        provider=provider,
        curriculum_code=scheme.curriculum_code,
        edition=edition,
        name=PREFIX,
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 2, 5),
        approval_letter=PREFIX,
    )
    by = _person("manager")
    seats = Seat.objects.bulk_create(
        Seat(training_class=taught, person=person, added_by=by) for person in people
    )
    modules = 20  # as many rows as a real class has, more or less
    ModuleHours.objects.bulk_create(
        ModuleHours(seat=seat, module_key=uuid4(), theory=10, practice=10)
        for seat in seats
        for _ in range(modules)
    )
    return people


def decide(sitting) -> dict[str, float]:
    from django.contrib.auth.models import Group as Role
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from certification.cases import services
    from certification.cases.groups import Group
    from certification.credentials.models import Credential
    from stc.accounts.groups import CERTIFICATION_OFFICERS
    from stc.accounts.models import Appointment, User
    from stc.jobs import executor
    from stc.jobs.models import Job

    role, _made = Role.objects.get_or_create(name=CERTIFICATION_OFFICERS)
    officer = _person("officer")
    Appointment.objects.create(person=officer, group=role, starts_on=timezone.localdate())
    by, group = User.objects.get(pk=officer.pk), Group(sitting=sitting)
    began = time.perf_counter()
    gathered = services.gather(group=group, by=by)
    shown = time.perf_counter() - began
    batch = services.ask_batch(
        group=group, by=by, reasons=PREFIX, seen=gathered.seen, token=uuid4()
    )
    asked = time.perf_counter() - began - shown

    due = Job.objects.filter(name__startswith="cases.", state=Job.State.WAITING).order_by("pk")
    began, queries = time.perf_counter(), []
    while (job := due.first()) is not None:
        if job.name == "cases.decide_line" and len(queries) < 20:
            with CaptureQueriesContext(connection) as told:
                executor.run(job.pk)
            queries.append(len(told))
        else:
            executor.run(job.pk)
    spent = time.perf_counter() - began
    assert (
        batch.lines.filter(state="done").count()
        == Credential.objects.count()
        == len(gathered.inside)
    )
    return {
        "issued": len(gathered.inside),
        "seconds": spent,
        "queries": sorted(queries)[len(queries) // 2],
        "shown_ms": 1000 * shown,
        "asked_ms": 1000 * asked,
    }


if __name__ == "__main__":
    django.setup()
    json.dump(decide(make(int(sys.argv[1]))), sys.stdout)
