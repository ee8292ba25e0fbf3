from datetime import timedelta

import pytest
from django.utils import timezone

from certification.exams import services, tickets
from certification.exams.models import Paper
from certification.items.services import load_bank
from courses.competencies.services import load_units
from stc.accounts.groups import EXAM_OFFICERS
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer


@pytest.fixture
def paper(db):
    """The paper of Gada Pratama, with its bank: 20 items in 30 minutes."""
    load_units()
    load_bank()
    services.load_papers()
    return Paper.objects.get(code="GP-TEORI")


@pytest.fixture
def examiner(db):
    return an_officer(EXAM_OFFICERS, full_name="Rahmat Penguji")


@pytest.fixture
def candidate(db):
    return PersonFactory(full_name="Sari Wulandari")


@pytest.fixture
def told(paper, examiner):
    """What ``open_sitting`` is told: open since an hour, for two more."""
    now = timezone.now()
    return {
        "paper": paper,
        "name": "Sesi pagi",
        "venue": "Ruang 2, LSP Bandung",
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(hours=2),
        "capacity": 20,
        "by": examiner,
    }


@pytest.fixture
def sitting(told):
    return services.open_sitting(**told)


@pytest.fixture
def seat(sitting, candidate):
    return services.register(candidate=candidate, sitting=sitting, origin="trial:1")


@pytest.fixture
def attempt(seat, candidate):
    return services.start(registration_id=seat.pk, by=candidate)


@pytest.fixture
def ticket(attempt, candidate):
    return services.enter(attempt_id=attempt.pk, by=candidate)


@pytest.fixture
def says(ticket):
    """``says(counter, position, option)``: answer under the ticket."""

    def said(counter, position, option, under=ticket):
        return services.save_answer(ticket=under, counter=counter, position=position, option=option)

    return said


def segment_of(words: str) -> int:
    return tickets.read(words).segment
