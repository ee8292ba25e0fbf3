"""What comes at once: ten starts, ten hand-ins, answers beside a hand-in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from certification.exams import services
from certification.exams.errors import HandedIn, SittingFull
from certification.exams.models import Attempt, Registration, Response, ServedItem
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from tests.accounts.factories import PersonFactory
from tests.exams.exam import right_place

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act returned or was refused with, all begun at the same moment."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act()
        except (HandedIn, SittingFull) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_ten_parallel_starts_are_one_attempt(seat, candidate):
    began = at_once(*[lambda: services.start(registration_id=seat.pk, by=candidate).pk] * 10)

    assert set(began) == {Attempt.objects.get().pk}
    assert ServedItem.objects.count() == 20
    assert AuditEntry.objects.filter(act="exams.start").count() == 1


def test_ten_hand_ins_at_once_are_one(attempt):
    done = at_once(*[lambda: services.hand_in(attempt_id=attempt.pk).handed_in_at] * 10)

    assert len(set(done)) == 1
    assert AuditEntry.objects.filter(act="exams.hand_in").count() == 1
    assert Job.objects.filter(name="exams.mark_attempt").count() == 1


def test_ten_entries_at_once_are_ten_segments(attempt, candidate):
    given = at_once(*[lambda: services.enter(attempt_id=attempt.pk, by=candidate)] * 10)

    assert len(set(given)) == 10
    assert Attempt.objects.get().segment == 10


def test_the_last_seat_is_given_once(told):
    sitting = services.open_sitting(**told | {"capacity": 1})
    people = [PersonFactory() for _ in range(6)]

    got = at_once(
        *[
            lambda n=n, person=person: (
                services.register(
                    candidate=person, sitting=sitting, origin=f"trial:{n}"
                ).candidate_id
            )
            for n, person in enumerate(people)
        ]
    )

    assert got.count(SittingFull) == 5
    assert Registration.objects.count() == 1


def test_every_answer_acknowledged_beside_a_hand_in_is_marked(attempt, says):
    items = list(attempt.items.all())
    places = {item.position: right_place(item) for item in items}
    acts = [lambda p=p: bool(says(p, p, places[p])) for p in sorted(places)]
    acts.insert(10, lambda: services.hand_in(attempt_id=attempt.pk) and None)

    said = at_once(*acts)

    kept = said.count(True)
    assert kept + said.count(HandedIn) == 20
    assert Response.objects.filter(late=False).count() == kept
    assert services.mark(attempt_id=attempt.pk).right == kept


def test_one_answer_sent_ten_times_at_once_is_one(says):
    acks = at_once(*[lambda: says(1, 3, 4)] * 10)

    assert set(acks) == {services.Ack(late=False, taken_over=False)}
    assert Response.objects.count() == 1
