"""What stands in the table after work was asked for."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from stc.jobs import services
from stc.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_a_job_lives_and_dies_with_the_transaction_that_asked_for_it(declare):
    name = declare("test.note", lambda: None)

    with transaction.atomic():
        services.enqueue(name)
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_the_same_key_twice_is_one_job(declare):
    name = declare("test.note", lambda: None)

    first = services.enqueue(name, key="case:42", case_id=42)
    second = services.enqueue(name, key="case:42", case_id=42)

    assert second.pk == first.pk


def test_many_are_asked_for_at_once_each_under_its_key(declare):
    name = declare("test.note", lambda: None)
    first = services.enqueue(name, key="case:2", case_id=2)

    for _ in range(2):
        services.enqueue_each(name, {f"case:{n}": {"case_id": n} for n in (1, 2, 3)})

    jobs = Job.objects.order_by("key")
    assert [(job.key, job.args, job.queue, job.state) for job in jobs] == [
        (f"case:{n}", {"case_id": n}, "default", "waiting") for n in (1, 2, 3)
    ]
    assert jobs[1].pk == first.pk


def test_many_of_a_name_that_nobody_declared_is_a_mistake():
    with pytest.raises(LookupError):
        services.enqueue_each("nobody's", {"case:1": {}})


def test_without_a_key_each_call_is_a_job(declare):
    name = declare("test.note", lambda: None)

    services.enqueue(name)
    services.enqueue(name)

    assert Job.objects.count() == 2


def test_the_database_refuses_a_second_row_of_a_key():
    Job.objects.create(name="test.note", key="case:42")

    with pytest.raises(IntegrityError):
        Job.objects.create(name="test.note", key="case:42")


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "running"},
        {"state": "done"},
        {"state": "parked"},
        {"state": "waiting", "lease_until": timezone.now()},
        {"state": "asleep"},
    ],
)
def test_the_database_refuses_a_state_without_what_it_needs(wrong):
    with pytest.raises(IntegrityError):
        Job.objects.create(name="test.note", **wrong)


def test_a_name_that_nobody_declared_is_refused():
    with pytest.raises(LookupError):
        services.enqueue("test.nobody")


def test_recurring_work_is_written_once_in_each_period(declare, recurring):
    recurring(declare("test.hourly", lambda: None), timedelta(hours=1))

    for minute in (0, 1, 59, 60, 61):
        with time_machine.travel(f"2026-11-24T10:{minute % 60:02}:00+00:00") as clock:
            clock.shift(timedelta(hours=minute // 60))
            services.tick()

    assert Job.objects.filter(name="test.hourly").count() == 2


def test_done_jobs_are_forgotten_when_they_are_old(settings):
    settings.JOB_KEPT_DAYS = 30
    now = timezone.now()
    for days in (29, 31):
        Job.objects.create(name="test.note", state="done", done_at=now - timedelta(days=days))
    Job.objects.create(
        name="test.note", state="parked", last_error="x", created_at=now - timedelta(days=99)
    )

    forgotten = services.prune()

    assert forgotten == 1
    assert Job.objects.filter(state="parked").count() == 1


def test_a_key_outlives_the_period_that_it_stands_for(settings, recurring):
    settings.JOB_KEPT_DAYS = 30
    recurring("test.yearly", timedelta(days=365))
    done_at = timezone.now() - timedelta(days=360)
    Job.objects.create(name="test.yearly", key="56", state="done", done_at=done_at)

    assert services.prune() == 0
