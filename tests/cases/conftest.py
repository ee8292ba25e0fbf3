from datetime import timedelta

import pytest
from django.utils import timezone

from certification.cases import services
from certification.cases.groups import Group
from certification.exams import services as exams
from certification.items.services import load_bank
from certification.schemes.models import Scheme
from certification.schemes.services import load_schemes
from courses.competencies.services import load_units
from courses.curricula.services import find_edition, load_curricula
from courses.learning import services as learning
from courses.learning.services.classes import modules
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
from stc.accounts.models import ConsentText
from stc.accounts.reference import load_reference
from stc.accounts.services.consent import answer
from stc.home.pages import homes
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.cases.hall import examined, graduates
from tests.cases.trial import exam_taken
from tests.providers.factories import ProviderFactory, city, engaged

CODE = "STC-GP"
CURRICULUM = "STC-CUR-GP"


@pytest.fixture
def house(db):
    """What cases stand on: purposes, units, curriculum, bank, paper, scheme."""
    load_reference()
    load_units()
    load_bank()
    exams.load_papers()
    load_curricula(under=homes(), only=CURRICULUM)
    load_schemes()


@pytest.fixture
def scheme(house):
    return Scheme.objects.get(code=CODE)


@pytest.fixture
def newcomer(house):
    """A guard with a log-in and nothing else."""
    return PersonFactory(full_name="Slamet")


@pytest.fixture
def instructor(house):
    return engaged(ProviderFactory(name="Balai Latih Satria"), full_name="Agus Prasetyo")


@pytest.fixture
def training_class(instructor):
    today = timezone.localdate()
    return learning.open_class(
        provider=instructor.engagements.get().provider,
        curriculum_code=CURRICULUM,
        edition=find_edition(CURRICULUM).edition,
        name="Angkatan 12",
        starts_on=today - timedelta(days=5),
        ends_on=today,
        approval_letter="SP/12",
        instructors=[instructor],
        by=instructor,
    )


@pytest.fixture
def guard(training_class, instructor):
    """A guard who has all that the scheme asks."""
    person = PersonFactory(full_name="Sari Wulandari", birth_date="1999-05-04", region=city())
    agree(person)
    learning.add_to_class(class_id=training_class.pk, person=person, by=instructor)
    for module in modules(training_class):
        learning.record_hours(
            class_id=training_class.pk, module_key=module.translation_key, by=instructor
        )
    return type(person).objects.get(pk=person.pk)


def agree(person, *, given: bool = True, purposes=("training", "certificate-name")) -> None:
    for text in ConsentText.objects.current().filter(purpose__code__in=purposes):
        answer(person_id=person.pk, purpose=text.purpose.code, text_id=text.pk, given=given)


@pytest.fixture
def case(guard):
    case = services.open_case(person=guard, scheme_code=CODE)
    confirm_name(case)
    return case


def confirm_name(case) -> None:
    name = services.spelling(case)
    services.confirm_name(case_id=case.pk, by=case.candidate, name=name)


@pytest.fixture
def examiner(house):
    return an_officer(EXAM_OFFICERS, full_name="Yohanes Wenda")


@pytest.fixture
def sitting(case, examiner):
    now = timezone.now()
    return exams.open_sitting(
        paper=case.paper,
        name="Sesi pagi",
        venue="LSP Bandung",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
        capacity=20,
        by=examiner,
    )


@pytest.fixture
def passed(case, sitting):
    """The case, examined: the exam's outcome is K and known."""
    return exam_taken(case, sitting, right=18)


@pytest.fixture
def failed(case, sitting):
    return exam_taken(case, sitting, right=3)


@pytest.fixture
def officer(house):
    return an_officer(CERTIFICATION_OFFICERS, full_name="Ratna Kusumawardani")


@pytest.fixture
def decided(passed, officer):
    services.decide(case_id=passed.pk, by=officer, outcome="K", reasons="Bukti lengkap.")
    return fresh(passed)


def fresh(row):
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def hall(guard, training_class, instructor, sitting):
    """Make so many cases that were examined together, the guard's own the first of them."""

    def make(number: int, *, failed: int = 0) -> list:
        others = graduates(training_class, instructor, number - 1)
        return examined([guard, *others], sitting, failed=failed)

    return make


@pytest.fixture
def group(sitting):
    return Group(sitting=sitting)
