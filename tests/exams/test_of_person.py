"""What exams hold of a person: exported without a mark, moved and moved back on a merge."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from certification.exams import of_person, services
from certification.exams.models import Registration, Result, Sitting
from tests.accounts.factories import PersonFactory
from tests.exams.exam import answered
from tests.exams.test_sittings import tie

pytestmark = pytest.mark.django_db


def exported(person) -> dict:
    return json.loads(json.dumps(of_person.export(person).facts, cls=DjangoJSONEncoder))


def test_a_candidate_is_given_answers_and_the_outcome_once_released(attempt, examiner):
    answered(attempt, right=12)
    services.mark(attempt_id=attempt.pk)
    candidate = attempt.registration.candidate
    before = exported(candidate)

    services.release(sitting_id=attempt.registration.sitting_id, by=examiner)
    after = exported(candidate)

    assert (len(before["answers"]), before["results"]) == (20, [])
    assert [row["outcome"] for row in after["results"]] == ["K"]
    assert "right" not in json.dumps(after)
    assert exported(examiner)["sittings_examined"][0]["name"] == "Sesi pagi"


def test_erasure_leaves_what_certificates_rest_on(attempt, examiner):
    of_person.erase(attempt.registration.candidate, by=examiner)

    assert Registration.objects.count() == 1


def test_a_candidates_exams_move_to_the_record_that_is_kept_and_back(attempt, examiner):
    answered(attempt, right=12)
    services.release(sitting_id=attempt.registration.sitting_id, by=examiner)
    give, keep = attempt.registration.candidate, PersonFactory()

    record = json.loads(json.dumps(of_person.merge(keep, give)))
    moved = (Registration.objects.get().candidate, Result.objects.get().candidate)
    of_person.undo(record)

    assert moved == (keep, keep)
    assert (Registration.objects.get().candidate, Result.objects.get().candidate) == (give, give)
    assert Registration.objects.get().registered_by == give


def test_an_examiners_sittings_move_with_all_their_seats_and_back(attempt, examiner):
    answered(attempt, right=12)
    services.release(sitting_id=attempt.registration.sitting_id, by=examiner)
    keep = PersonFactory()

    record = of_person.merge(keep, examiner)
    sitting, seat, result = Sitting.objects.get(), Registration.objects.get(), Result.objects.get()
    of_person.undo(record)

    people = {sitting.examiner, sitting.released_by, seat.examiner, result.released_by}
    assert people == {keep}
    assert Registration.objects.get().examiner == Sitting.objects.get().examiner == examiner
    assert Result.objects.get().released_by == examiner


def test_a_seat_stays_apart_where_the_record_that_is_kept_sits_there_too(seat, sitting):
    keep = PersonFactory()
    services.register(candidate=keep, sitting=sitting, origin="trial:2")

    record = of_person.merge(keep, seat.candidate)

    assert record["seats"] == []


@pytest.mark.parametrize("whose", ["candidate", "examiner"])
def test_a_merge_makes_no_partial_judge(seat, examiner, whose):
    keep = PersonFactory()
    if whose == "candidate":
        tie(examiner, keep)
        of_person.merge(keep, seat.candidate)
    else:
        tie(keep, seat.candidate)
        of_person.merge(keep, examiner)

    unchanged = Registration.objects.get()
    assert (unchanged.candidate, unchanged.examiner) == (seat.candidate, examiner)


def test_a_merge_of_candidate_and_examiner_leaves_both_apart(seat, examiner):
    of_person.merge(examiner, seat.candidate)
    of_person.merge(seat.candidate, examiner)

    unchanged = Registration.objects.get()
    assert (unchanged.candidate, unchanged.examiner) == (seat.candidate, examiner)
