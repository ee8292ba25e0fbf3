from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from certification.exams import services, tickets
from certification.exams.errors import BadTicket, CounterReused, HandedIn, NoSuchItem
from certification.exams.models import Response
from certification.exams.services.answers import LARGEST
from certification.exams.services.attempts import IN_FLIGHT
from certification.exams.standing import Arrived, standing
from tests.exams.conftest import segment_of

pytestmark = pytest.mark.django_db


def test_an_answer_is_kept_and_acknowledged(says, attempt):
    ack = says(1, 3, 4)

    assert ack == services.Ack(late=False, taken_over=False)
    assert services.standing_answers(attempt.pk) == {3: 4}


def test_an_answer_costs_one_statement(says, django_assert_num_queries):
    with django_assert_num_queries(1):
        says(1, 3, 4)
    with django_assert_num_queries(3):
        says(1, 3, 4)


def test_the_same_answer_again_is_the_same_acknowledgement(says):
    assert says(1, 3, 4) == says(1, 3, 4)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(("position", "option"), [(3, 1), (4, 4), (3, None)])
def test_a_counter_carries_one_answer(says, attempt, position, option):
    says(1, 3, 4)

    with pytest.raises(CounterReused):
        says(1, position, option)
    assert services.standing_answers(attempt.pk) == {3: 4}


def test_the_last_word_counts_in_whatever_order_it_comes(says, attempt):
    says(2, 3, 1)
    says(1, 3, 4)

    assert services.standing_answers(attempt.pk) == {3: 1}


def test_an_answer_is_taken_back(says, attempt):
    says(1, 3, 4)
    says(2, 3, None)

    assert services.standing_answers(attempt.pk) == {}


def test_who_goes_on_elsewhere_is_told_on_the_older_page_and_overrides_it(says, ticket, attempt):
    newer = services.enter(attempt_id=attempt.pk, by=attempt.registration.candidate)
    assert segment_of(newer) == segment_of(ticket) + 1

    there = says(1, 3, 2, under=newer)
    here = says(9, 3, 4)
    says(10, 5, 1)

    assert (there.taken_over, here.taken_over) == (False, True)
    assert services.standing_answers(attempt.pk) == {3: 2, 5: 1}


def test_a_late_answer_is_kept_said_to_be_late_and_does_not_count(says, attempt):
    says(1, 3, 4)

    with time_machine.travel(attempt.ends_at, tick=False):
        ack = says(2, 3, 1)

    assert ack.late
    assert Response.objects.get(counter=2).late
    assert services.standing_answers(attempt.pk) == {3: 4}


def test_the_last_moment_is_in_time(says, attempt):
    with time_machine.travel(attempt.ends_at - timedelta(microseconds=1), tick=False):
        assert not says(1, 3, 4).late


def test_after_the_clock_closed_the_attempt_answers_are_late(says, attempt):
    with time_machine.travel(attempt.ends_at + IN_FLIGHT, tick=False):
        services.close_attempt(attempt_id=attempt.pk)

        assert says(1, 3, 4).late
    assert says(2, 3, 4).late  # whatever a clock that was turned back says


def test_after_the_hand_in_only_what_is_there_already_is_acknowledged(says, attempt):
    says(1, 3, 4)
    services.hand_in(attempt_id=attempt.pk)

    assert says(1, 3, 4) == services.Ack(late=False, taken_over=False)
    with pytest.raises(HandedIn):
        says(2, 3, 1)
    assert services.standing_answers(attempt.pk) == {3: 4}


@pytest.mark.parametrize(
    ("counter", "position", "option"),
    [(0, 1, 1), (LARGEST + 1, 1, 1), (1, 0, 1), (1, 21, 1), (1, 2**40, 1), (1, 1, 0), (1, 1, 5)],
)
def test_what_the_exam_does_not_have_is_refused(says, counter, position, option):
    with pytest.raises(NoSuchItem):
        says(counter, position, option)


def forged(ticket):
    head, signature = ticket.rsplit(":", 1)
    return [
        "",
        "x",
        head,
        f"{head}:{'a' * len(signature)}",
        f"{ticket}a",
        tickets.sign(tickets.read(ticket)).replace(":", ".", 1),
    ]


def test_a_ticket_that_is_not_ours_opens_nothing(says, ticket):
    for words in forged(ticket):
        with pytest.raises(BadTicket):
            says(1, 1, 1, under=words)
    assert not Response.objects.exists()


def test_a_ticket_lives_for_a_day_after_the_end(says, attempt):
    with time_machine.travel(attempt.ends_at + tickets.KEPT, tick=False):
        assert says(1, 1, 1).late
    with (
        time_machine.travel(attempt.ends_at + tickets.KEPT + timedelta(seconds=1), tick=False),
        pytest.raises(BadTicket),
    ):
        says(2, 1, 1)


def test_a_ticket_of_an_attempt_that_is_gone_opens_nothing(says, ticket):
    read = tickets.read(ticket)

    with pytest.raises(BadTicket):
        says(1, 1, 1, under=tickets.sign(tickets.Ticket(read.attempt_id + 99, 1, read.ends_at)))


def test_the_database_keeps_every_answer_as_it_came(says):
    says(1, 3, 4)

    for act in (Response.objects.all().delete, lambda: Response.objects.update(option=1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_answers_of_many_are_read_at_once(says, attempt, django_assert_num_queries):
    says(1, 3, 4)

    with django_assert_num_queries(1):
        assert services.standing_of([attempt.pk, 0]) == {attempt.pk: {3: 4}, 0: {}}


ARRIVALS = st.lists(
    st.builds(
        Arrived,
        segment=st.integers(1, 4),
        counter=st.integers(1, 6),
        position=st.integers(1, 4),
        option=st.none() | st.integers(1, 4),
        late=st.booleans(),
    ),
    unique_by=lambda said: (said.segment, said.counter),
)


@given(arrived=ARRIVALS, dice=st.randoms())
def test_the_standing_answer_is_the_newest_in_time_whatever_the_order(arrived, dice):
    in_time = [said for said in arrived if not said.late]
    last = {said.position: said for said in sorted(in_time)}
    mixed = list(arrived)
    dice.shuffle(mixed)

    found = standing(mixed)

    assert found == {p: said.option for p, said in last.items() if said.option is not None}
