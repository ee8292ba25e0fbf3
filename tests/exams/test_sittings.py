from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from certification.exams import admission, services
from certification.exams.errors import (
    AlreadyStarted,
    NoSeats,
    NotAdmitted,
    NotAnExamOfficer,
    RegisteredElsewhere,
    SittingFull,
    SittingOver,
    TooShort,
    WrongTimes,
)
from certification.exams.models import Registration, Sitting
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality import services as impartiality
from stc.impartiality.errors import OwnCase, Partial
from stc.impartiality.models import Tie
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db


def tie(person, candidate, kind=Tie.TAUGHT):
    return impartiality.record(
        person=person,
        candidate=candidate,
        kind=kind,
        since=timezone.localdate(),
        why="Kelas A",
        source="learning.seat:1",
    )


def register(candidate, sitting, origin="trial:9", by=None):
    return services.register(candidate=candidate, sitting=sitting, origin=origin, by=by)


@pytest.fixture
def refusing():
    """Refuse with these reasons, in this test alone."""
    reasons = []
    admission.register(lambda _candidate, _paper: reasons)
    yield reasons
    admission._asked.pop()


def test_whoever_opens_a_sitting_examines_in_it(sitting, examiner):
    assert sitting.examiner == examiner
    assert AuditEntry.objects.get(act="exams.open_sitting").became == "GP-TEORI"


def test_the_same_sitting_is_opened_once(told):
    first = services.open_sitting(**told)

    assert services.open_sitting(**told | {"venue": "Lain"}) == first
    assert Sitting.objects.count() == 1


def test_two_examiners_may_choose_the_same_name_and_time(told):
    first = services.open_sitting(**told)

    second = services.open_sitting(**told | {"by": officer(EXAM_OFFICERS)})

    assert second != first
    assert second.examiner != first.examiner


@pytest.mark.parametrize(
    "make", [lambda: PersonFactory(is_superuser=True), lambda: officer(CERTIFICATION_OFFICERS)]
)
def test_only_an_exam_officer_opens_a_sitting(told, make):
    with pytest.raises(NotAnExamOfficer):
        services.open_sitting(**told | {"by": make()})


def test_a_sitting_lasts_at_least_as_long_as_its_paper(told):
    told["opens_at"] = timezone.now() + timedelta(hours=1)
    enough = told["opens_at"] + timedelta(minutes=told["paper"].minutes)

    with pytest.raises(TooShort):
        services.open_sitting(**told | {"closes_at": enough - timedelta(seconds=1)})

    assert services.open_sitting(**told | {"closes_at": enough}).closes_at == enough


def test_a_sitting_ends_after_it_opens_and_after_now(told):
    now = timezone.now()

    for opens, closes in (
        (now + timedelta(hours=2), now + timedelta(hours=1)),
        (now - timedelta(hours=2), now - timedelta(hours=1)),
    ):
        with pytest.raises(WrongTimes):
            services.open_sitting(**told | {"opens_at": opens, "closes_at": closes})
    with pytest.raises(NoSeats):
        services.open_sitting(**told | {"capacity": 0})


def test_a_candidate_takes_a_seat_once(seat, sitting, candidate, examiner):
    again = register(candidate, sitting, origin="trial:1")

    assert again == seat
    assert (seat.examiner, seat.registered_by) == (examiner, candidate)
    assert AuditEntry.objects.filter(act="exams.register").count() == 1


def test_one_origin_has_one_seat_and_a_candidate_one_in_a_sitting(seat, told, candidate):
    other = services.open_sitting(**told | {"name": "Sesi sore"})

    with pytest.raises(RegisteredElsewhere, match="Sesi pagi"):
        register(candidate, other, origin="trial:1")
    with pytest.raises(RegisteredElsewhere, match="Sesi pagi"):
        register(candidate, seat.sitting, origin="trial:2")


def test_the_last_seat_is_the_last(told):
    sitting = services.open_sitting(**told | {"capacity": 1})
    register(PersonFactory(), sitting, origin="trial:1")

    with pytest.raises(SittingFull):
        register(PersonFactory(), sitting, origin="trial:2")


def test_nobody_takes_a_seat_in_what_is_over(sitting, candidate):
    Sitting.objects.update(opens_at=timezone.now() - timedelta(9), closes_at=timezone.now())

    with pytest.raises(SittingOver):
        register(candidate, sitting)


def test_who_taught_a_candidate_does_not_examine_them(sitting, candidate, examiner):
    tie(examiner, candidate)

    with pytest.raises(Partial, match="Kelas A"):
        register(candidate, sitting)
    with pytest.raises(OwnCase):
        register(examiner, sitting)


def test_the_database_itself_refuses_who_taught(sitting, candidate, examiner):
    tie(examiner, candidate)
    row = {"candidate": candidate, "registered_by": candidate, "origin": "trial:1"}

    with pytest.raises(DatabaseError), transaction.atomic():
        Registration.objects.create(sitting=sitting, examiner=examiner, **row)


def test_who_examined_a_candidate_before_may_do_so_again(sitting, candidate, examiner):
    tie(examiner, candidate, Tie.EXAMINED)

    assert register(candidate, sitting).examiner == examiner


def test_other_rooms_have_a_say(sitting, candidate, refusing):
    refusing.append("Jam teori belum cukup.")

    with pytest.raises(NotAdmitted, match="Jam teori belum cukup"):
        register(candidate, sitting)
    refusing.clear()
    assert register(candidate, sitting)


def test_a_seat_is_given_back_and_free_again(told, candidate):
    sitting = services.open_sitting(**told | {"capacity": 1})
    register(candidate, sitting, origin="trial:1")

    services.withdraw(origin="trial:1")
    services.withdraw(origin="trial:1")

    assert register(PersonFactory(), sitting, origin="trial:2")
    assert AuditEntry.objects.filter(act="exams.withdraw").count() == 1


def test_a_seat_whose_exam_was_started_is_not_given_back(attempt):
    with pytest.raises(AlreadyStarted):
        services.withdraw(origin="trial:1")


def test_the_choices_say_which_are_barred_and_why(told, candidate, examiner, sitting):
    other = officer(EXAM_OFFICERS, full_name="Dewi")
    free = services.open_sitting(
        **told | {"name": "Bebas", "by": other, "opens_at": timezone.now() + timedelta(hours=1)}
    )
    services.open_sitting(**told | {"name": "Penuh", "capacity": 1})
    register(PersonFactory(), Sitting.objects.get(name="Penuh"), origin="trial:8")
    tie(examiner, candidate)
    tie(other, candidate, Tie.EXAMINED)

    choices = services.choices(candidate=candidate, paper=told["paper"])

    assert [choice.sitting for choice in choices] == [sitting, free]
    assert "Rahmat Penguji" in choices[0].why_not
    assert "mengajar (Kelas A)" in choices[0].why_not
    assert choices[1].why_not == ""
    own = services.choices(candidate=other, paper=told["paper"])
    assert own[1].why_not == "Anda sendiri penguji sesi ini."


def test_choices_cost_the_same_for_many(told, candidate, django_assert_num_queries):
    for n in range(8):
        services.open_sitting(**told | {"name": f"Sesi {n}", "by": officer(EXAM_OFFICERS)})

    with django_assert_num_queries(2):
        assert len(services.choices(candidate=candidate, paper=told["paper"])) == 8


def test_officers_see_all_sittings_and_candidates_theirs(seat, told, examiner):
    services.open_sitting(**told | {"name": "Sesi sore"})

    seen = [
        Sitting.objects.visible_to(person).count()
        for person in (examiner, seat.candidate, PersonFactory())
    ]

    assert seen == [2, 1, 0]
