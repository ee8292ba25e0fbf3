import uuid

import pytest

from courses.curricula.errors import NoSuchCurriculum
from courses.curricula.models import LessonPage
from courses.curricula.services import load_curricula
from courses.learning import completions, services
from courses.learning import progress as counting
from courses.learning.errors import CannotLearn, NotOfThisCurriculum
from courses.learning.models import Enrolment, LessonRead
from stc.audit.models import AuditEntry
from stc.home.pages import homes
from tests.accounts.factories import PersonFactory
from tests.learning.conftest import CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """What a listener hears of completions."""
    calls = []
    monkeypatch.setattr(completions, "_listeners", [])
    completions.register(calls.append)
    return calls


def read(enrolment, key):
    return services.mark_read(enrolment_id=enrolment.pk, lesson_key=key)


def keys(enrolment):
    return [step.key for step in services.progress(enrolment).steps]


def test_one_enrols_once(curriculum, guard):
    first = services.enrol(person=guard, curriculum_code=CODE, edition=curriculum.edition)
    again = services.enrol(person=guard, curriculum_code=CODE, edition=curriculum.edition)

    assert first == again
    assert AuditEntry.objects.filter(act="learning.enrol").count() == 1


def test_what_is_not_published_takes_nobody(guard):
    with pytest.raises(NoSuchCurriculum):
        services.enrol(person=guard, curriculum_code=CODE, edition="1999")


def test_an_account_that_is_shut_takes_no_enrolment(curriculum):
    with pytest.raises(CannotLearn):
        services.enrol(
            person=PersonFactory(is_active=False),
            curriculum_code=CODE,
            edition=curriculum.edition,
        )


def test_progress_counts_written_lessons_in_their_order(enrolment):
    now = services.progress(enrolment)

    assert (now.read, now.total) == (0, 9)
    assert now.next == now.steps[0]
    assert [step.page.slug[:3] for step in now.steps][:4] == ["1-m", "2-k", "3-s", "1-t"]


def test_a_lesson_read_twice_counts_once_and_the_next_is_the_place(enrolment):
    first, second, *_ = keys(enrolment)

    read(enrolment, first)
    now = read(enrolment, first)

    assert now.read == 1
    assert now.next.key == second
    assert Enrolment.objects.get().last_lesson_key == second


def test_progress_of_a_module_is_its_own(enrolment):
    steps = services.progress(enrolment).steps
    now = read(enrolment, steps[0].key)

    assert now.of_module(steps[0].module_key) == (1, 3)
    assert now.of_module(steps[3].module_key) == (0, 3)


def test_the_last_place_is_where_one_goes_on(enrolment):
    fifth = keys(enrolment)[4]

    services.remember_place(enrolment_id=enrolment.pk, lesson_key=fifth)

    elsewhere = Enrolment.objects.get(pk=enrolment.pk)
    assert services.progress(elsewhere).next.key == fifth


def test_after_the_end_the_first_gap_is_next(enrolment):
    all_of_them = keys(enrolment)
    for key in all_of_them[1:]:
        now = read(enrolment, key)

    assert now.next.key == all_of_them[0]
    assert not now.is_whole


def test_the_last_lesson_completes_once(enrolment, heard):
    all_of_them = keys(enrolment)
    for key in all_of_them[:-1]:
        read(enrolment, key)
    assert heard == []

    read(enrolment, all_of_them[-1])
    now = read(enrolment, all_of_them[-1])

    assert heard == [enrolment]
    assert now.next is None
    assert Enrolment.objects.get().completed_at
    assert AuditEntry.objects.filter(act="learning.complete").count() == 1


def test_a_listener_that_fails_takes_the_last_lesson_back(enrolment, monkeypatch):
    def fails(_enrolment):
        raise RuntimeError

    monkeypatch.setattr(completions, "_listeners", [fails])
    all_of_them = keys(enrolment)
    for key in all_of_them[:-1]:
        read(enrolment, key)

    with pytest.raises(RuntimeError):
        read(enrolment, all_of_them[-1])

    assert LessonRead.objects.count() == 8
    assert Enrolment.objects.get().completed_at is None


def test_a_lesson_of_elsewhere_and_an_outline_are_refused(enrolment):
    outline = LessonPage.objects.filter(outline=True).first()

    for key in (uuid.uuid4(), outline.translation_key):
        with pytest.raises(NotOfThisCurriculum):
            read(enrolment, key)


def test_what_is_taken_down_has_no_progress(enrolment, curriculum):
    curriculum.unpublish()

    assert services.progress(enrolment) is None


def test_many_enrolments_cost_as_much_as_one(enrolment, django_assert_num_queries):
    load_curricula(under=homes(), only="STC-CUR-GM")
    other = services.enrol(
        person=enrolment.person, curriculum_code="STC-CUR-GM", edition=enrolment.edition
    )
    first = keys(enrolment)[0]
    read(enrolment, first)

    with django_assert_num_queries(2):
        found = counting.of_all([enrolment, other])

    assert [found[e.pk].read_keys for e in (enrolment, other)] == [{first}, frozenset()]
