"""The door for answers: by the ticket alone, without session, person or CSRF token."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from certification.exams import services, tickets
from certification.exams.models import Response
from stc.accounts.groups import EXAM_OFFICERS
from tests.accounts.factories import officer

pytestmark = pytest.mark.django_db
SCRIPT = {"accept": "application/json"}


@pytest.fixture
def strict():
    """A browser that is held to CSRF tokens, and has none."""
    return Client(enforce_csrf_checks=True)


def post(client, ticket, *, counter=1, position=3, option=4, headers=SCRIPT, **more):
    told = {"ticket": ticket, "counter": counter, "position": position, "option": option}
    return client.post(reverse("exams:answer"), told | more, headers=headers)


def test_an_answer_is_acknowledged_with_the_time_left(strict, ticket, attempt):
    answer = post(strict, ticket)

    told = answer.json()
    assert (answer.status_code, told["saved"], told["late"], told["taken_over"]) == (
        200,
        True,
        False,
        False,
    )
    assert 0 < told["left_ms"] <= timedelta(minutes=30).total_seconds() * 1000
    assert services.standing_answers(attempt.pk) == {3: 4}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["stranger", "candidate", "officer"])
def test_an_answer_costs_one_query_whoever_sends_it(
    client, ticket, *, candidate, who, settings, django_assert_num_queries
):
    settings.DEMO = False
    if who != "stranger":
        client.force_login(candidate if who == "candidate" else officer(EXAM_OFFICERS))
    post(client, ticket, counter=9)

    with django_assert_num_queries(1):
        assert post(client, ticket).status_code == 200
    with django_assert_num_queries(3):
        assert post(client, ticket).status_code == 200
    if who != "stranger":
        assert client.get(reverse("exams:mine")).status_code == 200  # and stays logged in


def test_the_same_answer_again_is_the_same_and_another_is_a_conflict(client, ticket):
    first, second = (post(client, ticket) for _ in range(2))
    other = post(client, ticket, option=1)

    assert first.json()["saved"] is second.json()["saved"] is True
    assert (other.status_code, other.json()["code"]) == (409, "counter_reused")
    assert "belum tersimpan" in other.json()["detail"]
    assert Response.objects.count() == 1


@pytest.mark.parametrize("words", ["", "x", "a:b", "eyJhIjoxfQ:abc"])
def test_a_ticket_that_is_not_ours_is_refused(client, ticket, words):
    answer = post(client, words)

    assert (answer.status_code, answer.json()["code"]) == (403, "bad_ticket")
    assert not Response.objects.exists()


def test_an_expired_ticket_is_refused(client, ticket, attempt):
    with time_machine.travel(attempt.ends_at + tickets.KEPT + timedelta(seconds=1)):
        assert post(client, ticket).status_code == 403


def test_after_the_hand_in_an_answer_is_a_conflict_in_the_pages_language(client, ticket, attempt):
    services.hand_in(attempt_id=attempt.pk)

    said = [post(client, ticket, language=language).json() for language in ("id", "en", "xx")]

    assert [told["code"] for told in said] == ["handed_in"] * 3
    assert "sudah diserahkan" in said[0]["detail"]
    assert "handed in" in said[1]["detail"]
    assert said[2] == said[0]


def test_a_late_answer_is_kept_and_said_to_be_late(client, ticket, attempt):
    with time_machine.travel(attempt.ends_at, tick=False):
        told = post(client, ticket).json()

    assert (told["late"], told["left_ms"]) == (True, 0)


def test_an_older_page_is_told_that_it_was_taken_over(client, ticket, attempt, candidate):
    services.enter(attempt_id=attempt.pk, by=candidate)

    assert post(client, ticket).json()["taken_over"] is True


@pytest.mark.parametrize(
    "typed",
    [
        {"counter": ""},
        {"counter": "-1"},
        {"counter": "٣"},
        {"position": "21"},
        {"position": "1.5"},
        {"option": "5"},
        {"option": "9" * 400},
    ],
)
def test_what_no_page_sends_is_refused_in_words(client, ticket, typed):
    answer = post(client, ticket, **typed)

    assert (answer.status_code, answer.json()["code"]) == (409, "no_such_item")


def test_an_empty_option_takes_the_answer_back(client, ticket, attempt):
    post(client, ticket)

    post(client, ticket, counter=2, option="")

    assert services.standing_answers(attempt.pk) == {}


def test_a_form_sent_by_hand_comes_back_to_its_item(client, ticket, attempt, candidate):
    client.force_login(candidate)

    answer = post(client, ticket, headers={})

    assert answer["Location"] == f"/ujian/{attempt.pk}/#soal-3"
    assert services.standing_answers(attempt.pk) == {3: 4}


def test_a_form_that_is_refused_comes_back_with_the_reason(client, ticket, attempt, candidate):
    client.force_login(candidate)
    post(client, ticket, headers={})

    conflict = post(client, ticket, option=1, headers={})
    with time_machine.travel(attempt.ends_at, tick=False):
        late = post(client, ticket, counter=5, headers={})
    forged = post(client, "x", headers={})

    said = [list(get_messages(answer.wsgi_request)) for answer in (conflict, late, forged)]
    reasons = [str(words[-1]) for words in said]
    assert "Muat ulang" in reasons[0]
    assert "tidak dinilai" in reasons[1]
    assert forged["Location"] == "/ujian/"
    assert "muat ulang" in client.get(conflict["Location"]).content.decode().lower()


def test_an_answer_is_never_read_by_a_link(client, ticket):
    assert client.get(reverse("exams:answer")).status_code == 405
