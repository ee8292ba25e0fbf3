import time_machine
from django.urls import reverse
from django.utils import timezone

from certification.exams import services
from certification.exams.services import open_sitting
from stc.look import next_steps


def test_a_sitting_that_is_open_is_to_be_started(seat, candidate):
    step = next_steps.first(candidate)

    assert (step.label, step.url) == ("Mulai ujian", reverse("exams:start", args=[seat.pk]))


def test_an_attempt_that_runs_is_to_be_gone_on_with(attempt, candidate):
    step = next_steps.first(candidate)

    assert (step.label, step.url) == (
        "Lanjutkan ujian",
        reverse("exams:attempt", args=[attempt.pk]),
    )


def test_what_runs_comes_before_what_is_only_open(attempt, candidate, told):
    other = open_sitting(**told | {"name": "Sesi lain"})
    services.register(candidate=candidate, sitting=other, origin="trial:2")

    assert next_steps.first(candidate).label == "Lanjutkan ujian"


def test_one_that_is_coming_is_told_with_its_moment(candidate, told):
    later = {"opens_at": told["closes_at"], "closes_at": told["closes_at"].replace(year=2099)}
    coming = open_sitting(**told | later)
    services.register(candidate=candidate, sitting=coming, origin="trial:1")

    step = next_steps.first(candidate)

    assert "Ruang 2, LSP Bandung" in step.text
    assert (step.label, step.url) == ("Lihat ujian", reverse("exams:mine"))


def test_what_is_handed_in_or_over_calls_for_nothing(attempt, candidate):
    services.hand_in(attempt_id=attempt.pk)
    with time_machine.travel(timezone.now().replace(year=2098)):
        over = next_steps.first(candidate)

    assert (next_steps.first(candidate), over) == (None, None)


def test_it_is_the_candidates_alone(seat, examiner):
    assert next_steps.first(examiner) is None
