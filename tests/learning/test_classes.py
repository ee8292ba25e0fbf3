import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.learning import errors, services
from courses.learning.models import (
    ClassInstructor,
    Enrolment,
    LessonRead,
    ModuleHours,
    Seat,
    TrainingClass,
)
from courses.learning.services.classes import modules
from courses.providers.models import Engagement
from stc.accounts import merging, personal_data
from stc.audit.models import AuditEntry
from stc.impartiality import services as impartiality
from stc.impartiality.models import Conflict, StandingRule, Tie
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.learning.conftest import CODE
from tests.providers.factories import ProviderFactory, engaged

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def seat(training_class, guard, instructor):
    return services.add_to_class(class_id=training_class.pk, person=guard, by=instructor)


def over(person):
    """The person's engagement ended the day before yesterday."""
    last = timezone.localdate() - 2 * DAY
    Engagement.objects.filter(person=person).update(starts_on=last, ends_on=last)


def test_a_class_is_opened_once(told):
    assert services.open_class(**told) == services.open_class(**told)
    assert TrainingClass.objects.count() == 1
    assert AuditEntry.objects.filter(act="learning.open_class").count() == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"instructors": []}, errors.NoInstructor),
        ({"ends_on": timezone.localdate() - DAY}, errors.WrongDays),
        (
            {
                "starts_on": timezone.localdate() - 9 * DAY,
                "ends_on": timezone.localdate() - DAY,
            },
            errors.DaysPassed,
        ),
    ],
)
def test_a_class_is_refused(told, changes, error):
    with pytest.raises(error):
        services.open_class(**told | changes)


def test_only_who_is_engaged_there_opens_or_teaches(told, instructor, manager):
    peer = engaged(ProviderFactory())

    for changes in ({"by": peer}, {"instructors": [peer]}, {"instructors": [manager]}):
        with pytest.raises(errors.NotEngagedThere):
            services.open_class(**told | changes)
    over(instructor)
    with pytest.raises(errors.NotEngagedThere):
        services.open_class(**told)


def test_a_seat_enrols_ties_and_tells_once(training_class, guard, instructor, seat):
    again = services.add_to_class(class_id=training_class.pk, person=guard, by=instructor)

    assert again == seat
    tie = Conflict.objects.get()
    assert (tie.person, tie.candidate, tie.kind) == (instructor, guard, Tie.TAUGHT)
    assert tie.source == f"learning.seat:{seat.pk}"
    assert Enrolment.objects.get().person == guard
    assert Notice.objects.filter(person=guard, kind="learning.seated").count() == 1
    assert AuditEntry.objects.filter(act="learning.add_to_class").count() == 1


def test_who_taught_may_not_judge_until_the_rule_has_run_from_the_last_day(
    training_class, guard, instructor
):
    StandingRule.objects.all().delete()
    StandingRule.objects.create(kind=Tie.TAUGHT, valid_from="2020-01-01", days=10, decree="uji")
    services.add_to_class(class_id=training_class.pk, person=guard, by=instructor)

    assert impartiality.why_not(instructor, guard)
    with time_machine.travel(training_class.ends_on + 10 * DAY, tick=False):
        assert impartiality.why_not(instructor, guard)
    with time_machine.travel(training_class.ends_on + 12 * DAY, tick=False):
        assert impartiality.why_not(instructor, guard) == []


def test_nobody_sits_in_their_own_class(training_class, instructor, manager):
    for person, by in ((instructor, manager), (manager, manager), (instructor, instructor)):
        with pytest.raises(errors.OwnClass):
            services.add_to_class(class_id=training_class.pk, person=person, by=by)


def test_only_its_instructor_and_its_manager_put_people_in(
    training_class, guard, provider, manager, instructor
):
    for by in (
        PersonFactory(),
        engaged(provider),
        engaged(ProviderFactory()),
        engaged(ProviderFactory(), Engagement.Role.MANAGER),
    ):
        with pytest.raises(errors.NotTeaching):
            services.add_to_class(class_id=training_class.pk, person=guard, by=by)
    services.add_to_class(class_id=training_class.pk, person=guard, by=manager)

    over(instructor)
    with pytest.raises(errors.NotTeaching):
        services.add_to_class(class_id=training_class.pk, person=PersonFactory(), by=instructor)


def test_a_class_that_is_over_takes_nobody(training_class, guard, manager, provider):
    later = engaged(provider)
    with time_machine.travel(training_class.ends_on + 2 * DAY, tick=False):
        with pytest.raises(errors.ClassOver):
            services.add_to_class(class_id=training_class.pk, person=guard, by=manager)
        with pytest.raises(errors.ClassOver):
            services.add_instructor(class_id=training_class.pk, person=later, by=manager)


def test_a_later_instructor_is_tied_to_all_who_sit_there(
    training_class, seat, guard, manager, provider
):
    later = engaged(provider)

    first = services.add_instructor(class_id=training_class.pk, person=later, by=manager)
    again = services.add_instructor(class_id=training_class.pk, person=later, by=manager)

    assert first == again
    assert [tie.source for tie in impartiality.why_not(later, guard)] == [seat.source]


def test_a_later_instructor_is_refused(training_class, seat, manager, provider):
    guard, instructor = seat.person, seat.added_by
    for person, by, error in (
        (engaged(provider), instructor, errors.NotTeaching),
        (engaged(ProviderFactory()), manager, errors.NotEngagedThere),
    ):
        with pytest.raises(error):
            services.add_instructor(class_id=training_class.pk, person=person, by=by)
    yesterday = timezone.localdate() - DAY
    Engagement.objects.create(
        person=guard, provider=provider, role=Engagement.Role.INSTRUCTOR, starts_on=yesterday
    )
    with pytest.raises(errors.OwnClass):
        services.add_instructor(class_id=training_class.pk, person=guard, by=manager)


def test_hours_of_a_module_come_to_each_seat_once(training_class, seat, guard, instructor):
    module = modules(training_class).first()
    record = {"class_id": training_class.pk, "module_key": module.translation_key}

    assert services.record_hours(by=instructor, **record) == 1
    assert services.record_hours(by=instructor, **record) == 0

    had = services.hours(person=guard, curriculum_code=CODE, edition=training_class.edition)
    assert had == services.Hours(module.hours_theory, module.hours_practice)
    assert AuditEntry.objects.filter(act="learning.record_hours").count() == 1


def test_a_module_had_in_two_classes_counts_once(told, training_class, seat, guard, instructor):
    other = services.open_class(**told | {"name": "Angkatan 13"})
    services.add_to_class(class_id=other.pk, person=guard, by=instructor)
    first, second = modules(training_class)[:2]
    for class_id, module in ((training_class.pk, first), (other.pk, first), (other.pk, second)):
        services.record_hours(class_id=class_id, module_key=module.translation_key, by=instructor)

    had = services.hours(person=guard, curriculum_code=CODE, edition=training_class.edition)

    assert had.theory == first.hours_theory + second.hours_theory
    assert had.practice == first.hours_practice + second.hours_practice
    none = services.hours(person=guard, curriculum_code=CODE, edition="1999")
    assert none == services.Hours(0, 0)


def test_hours_are_refused(told, training_class, instructor, guard):
    key = modules(training_class).first().translation_key
    record = services.record_hours

    with pytest.raises(errors.NobodySeated):
        record(class_id=training_class.pk, module_key=key, by=instructor)
    services.add_to_class(class_id=training_class.pk, person=guard, by=instructor)
    with pytest.raises(errors.NotOfThisCurriculum):
        record(class_id=training_class.pk, module_key=uuid.uuid4(), by=instructor)
    with pytest.raises(errors.NotTeaching):
        record(class_id=training_class.pk, module_key=key, by=guard)
    later = services.open_class(**told | {"name": "Nanti", "starts_on": timezone.localdate() + DAY})
    with pytest.raises(errors.NotBegun):
        record(class_id=later.pk, module_key=key, by=instructor)
    assert not ModuleHours.objects.exists()


def test_the_database_refuses_a_second_seat_and_one_given_to_oneself(seat, training_class):
    for person, by in ((seat.person, seat.added_by), (seat.added_by, seat.added_by)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(training_class=training_class, person=person, added_by=by)


def test_erasure_takes_what_was_read_and_leaves_the_class(seat, guard, curriculum):
    enrolment = Enrolment.objects.get()
    key = services.progress(enrolment).steps[0].key
    services.mark_read(enrolment_id=enrolment.pk, lesson_key=key)
    (holder,) = [h for h in personal_data.holders() if h.app == "learning"]
    facts = holder.export(guard).facts
    assert (len(facts["enrolments"]), len(facts["lessons_read"]), len(facts["seats"])) == (1, 1, 1)

    holder.erase(guard, by=guard)
    holder.erase(guard, by=guard)

    assert not LessonRead.objects.exists()
    assert Seat.objects.get() == seat


def test_two_records_become_one_and_two_again(training_class, seat, guard, instructor):
    give = PersonFactory()
    theirs = services.add_to_class(class_id=training_class.pk, person=give, by=instructor)
    module = modules(training_class).first()
    services.record_hours(
        class_id=training_class.pk, module_key=module.translation_key, by=instructor
    )
    seat.hours.all().delete()
    left = Enrolment.objects.get(person=give)
    first = services.progress(left).steps[0].key
    services.mark_read(enrolment_id=left.pk, lesson_key=first)
    ClassInstructor.objects.create(training_class=training_class, person=PersonFactory())
    (mine,) = [m for m in merging.mergers() if m.app == "learning"]

    record = mine.merge(guard, give)

    had = services.hours(person=guard, curriculum_code=CODE, edition=training_class.edition)
    assert had.theory == module.hours_theory
    assert services.progress(Enrolment.objects.get(person=guard)).read == 1
    mine.undo(record)
    assert theirs.hours.count() == 1
    assert left.reads.count() == 1
    assert Enrolment.objects.get(person=guard).reads.count() == 0
