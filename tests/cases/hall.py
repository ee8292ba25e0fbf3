"""A class that sat an exam together: ``python -m tests.cases.hall NUMBER`` makes one in a house of
its own, asks to decide on all of it at once, and prints as JSON what was asked.
"""

import json
import sys
from datetime import timedelta

import django


def graduates(training_class, instructor, number: int) -> list:
    """So many more people in the class, who have all that the scheme asks."""
    from courses.learning import services as learning
    from courses.learning.services.classes import modules
    from tests.accounts.factories import PersonFactory
    from tests.cases.conftest import agree
    from tests.providers.factories import city

    people = []
    for _ in range(number):
        person = PersonFactory(birth_date="1999-05-04", region=city())
        agree(person)
        learning.add_to_class(class_id=training_class.pk, person=person, by=instructor)
        people.append(person)
    for module in modules(training_class):
        learning.record_hours(
            class_id=training_class.pk, module_key=module.translation_key, by=instructor
        )
    return people


def examined(people, sitting, *, failed: int = 0) -> list:
    """Their cases, examined in this sitting; so many of the last ones are BK."""
    from certification.cases import services
    from certification.cases.models import Case
    from certification.exams import services as exams
    from tests.cases.conftest import confirm_name

    cases = []
    for n, person in enumerate(people):
        case = services.open_case(person=type(person).objects.get(pk=person.pk), scheme_code=CODE)
        confirm_name(case)
        seat = services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=case.candidate)
        attempt = exams.start(registration_id=seat.pk, by=case.candidate)
        _answer(attempt, right=3 if n >= len(people) - failed else 18)
        exams.hand_in(attempt_id=attempt.pk)
        cases.append(case)
    exams.release(sitting_id=sitting.pk, by=sitting.examiner)
    return list(Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk"))


def _answer(attempt, *, right: int) -> None:
    """All at once, for speed: how answers arrive is the exams' matter."""
    from django.utils import timezone

    from certification.exams.models import Response
    from tests.exams.exam import right_place, wrong_place

    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            segment=1,
            counter=item.position,
            position=item.position,
            option=right_place(item) if item.position <= right else wrong_place(item),
            received_at=timezone.now(),
            late=False,
        )
        for item in attempt.items.all()
    )


CODE = "STC-GP"


def ask(number: int) -> dict[str, object]:
    """One of them takes a consent back after that: a line that will be refused."""
    from uuid import uuid4

    from django.utils import timezone

    from certification.cases import services
    from certification.cases.groups import Group
    from certification.exams import services as exams
    from certification.exams.models import Paper
    from courses.curricula.services import find_edition
    from courses.learning import services as learning
    from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
    from stc.home import reference
    from tests.accounts.factories import officer
    from tests.cases.conftest import CURRICULUM, agree
    from tests.providers.factories import ProviderFactory, engaged

    reference.load()
    now, provider = timezone.now(), ProviderFactory()
    instructor = engaged(provider)
    training_class = learning.open_class(
        provider=provider,
        curriculum_code=CURRICULUM,
        edition=find_edition(CURRICULUM).edition,
        name="Angkatan 12",
        starts_on=now.date() - timedelta(days=5),
        ends_on=now.date() + timedelta(days=1),
        approval_letter="SP/12",
        instructors=[instructor],
        by=instructor,
    )
    people = graduates(training_class, instructor, number)
    sitting = exams.open_sitting(
        paper=Paper.objects.get(code="GP-TEORI"),
        name="Sesi pagi",
        venue="Aula",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
        capacity=number,
        by=officer(EXAM_OFFICERS),
    )
    cases = examined(people, sitting)
    group, by = Group(sitting=sitting), officer(CERTIFICATION_OFFICERS)
    batch = services.ask_batch(
        group=group,
        by=by,
        reasons="Bukti lengkap.",
        seen=services.gather(group=group, by=by).seen,
        token=uuid4(),
    )
    agree(people[number // 2], given=False, purposes=["certificate-name"])
    refused = cases[number // 2].pk
    return {"batch": batch.pk, "cases": [case.pk for case in cases], "refused": refused}


if __name__ == "__main__":
    django.setup()
    json.dump(ask(int(sys.argv[1])), sys.stdout)
