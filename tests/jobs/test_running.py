"""What becomes of a job that runs: done, tried again, parked, taken over."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from stc.errors import DomainError
from stc.jobs import executor, leases, services
from stc.jobs.models import Job
from stc.jobs.worker import run_next

pytestmark = pytest.mark.django_db


class Refused(DomainError):
    code = "not_today"
    message = "Budi tidak boleh"


def row(job):
    return Job.objects.get(pk=job.pk)


def test_a_job_runs_with_its_ids_and_is_done(declare):
    seen = []
    job = services.enqueue(declare("test.note", lambda **ids: seen.append(ids)), person_id=7)

    assert executor.run(job.pk)

    assert seen == [{"person_id": 7}]
    assert row(job).state == Job.State.DONE
    assert row(job).done_at is not None


def test_a_done_job_does_not_run_again(declare):
    seen = []
    job = services.enqueue(declare("test.note", lambda: seen.append(1)))
    executor.run(job.pk)

    assert not executor.run(job.pk)

    assert seen == [1]


def test_what_completing_holds_is_rolled_back_with_the_mark(declare):
    def half():
        with services.completing():
            services.enqueue("test.child")
            raise ValueError

    declare("test.child", lambda: None)
    job = services.enqueue(declare("test.half", half))

    executor.run(job.pk)

    assert row(job).state == Job.State.WAITING
    assert not Job.objects.filter(name="test.child").exists()


def test_inside_completing_the_job_is_marked_with_the_writes(declare):
    def whole():
        with services.completing():
            services.enqueue("test.child")

    declare("test.child", lambda: None)
    job = services.enqueue(declare("test.whole", whole))

    executor.run(job.pk)

    assert row(job).state == Job.State.DONE
    assert Job.objects.filter(name="test.child").count() == 1


def test_a_job_completes_once(declare):
    def twice():
        with services.completing():
            pass
        with services.completing():
            services.enqueue("test.child")

    declare("test.child", lambda: None)
    job = services.enqueue(declare("test.twice", twice))

    executor.run(job.pk)

    assert row(job).state == Job.State.DONE
    assert not Job.objects.filter(name="test.child").exists()


def test_outside_a_job_completing_is_a_plain_transaction(declare):
    declare("test.child", lambda: None)

    with services.completing():
        services.enqueue("test.child")
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_slow_worker_whose_job_another_took_keeps_nothing(declare):
    def overtaken():
        if Job.objects.get(name="test.slow").attempts == 1:
            with time_machine.travel(timezone.now() + timedelta(minutes=2)):
                executor.run(job.pk)
        with services.completing():
            services.enqueue("test.child")

    declare("test.child", lambda: None)
    job = services.enqueue(declare("test.slow", overtaken))

    executor.run(job.pk)

    assert row(job).state == Job.State.DONE
    assert row(job).attempts == 2
    assert Job.objects.filter(name="test.child").count() == 1


def test_a_failed_job_waits_longer_each_time_and_is_parked_at_the_end(declare):
    def broken():
        raise ValueError("Budi, 3201…")

    job = services.enqueue(declare("test.broken", broken, attempts=3))
    waits = []

    for _ in range(2):
        now = timezone.now()
        with time_machine.travel(row(job).run_at + timedelta(seconds=1), tick=False):
            now = timezone.now()
            executor.run(job.pk)
        waits.append((row(job).run_at - now).total_seconds())
    with time_machine.travel(row(job).run_at + timedelta(seconds=1)):
        executor.run(job.pk)

    assert 6 < waits[0] < 14
    assert 13 < waits[1] < 27
    assert row(job).state == Job.State.PARKED


def test_the_error_tells_where_and_never_what_it_said(declare):
    def broken():
        raise ValueError("Budi, 3201…")

    job = services.enqueue(declare("test.broken", broken))

    executor.run(job.pk)

    assert row(job).last_error.splitlines()[0] == "ValueError"
    assert row(job).last_error.splitlines()[-1].startswith("tests/jobs/test_running.py:")
    assert "Budi" not in row(job).last_error


def test_what_a_rule_refuses_is_parked_at_once(declare):
    def refused():
        raise Refused

    job = services.enqueue(declare("test.refused", refused))

    executor.run(job.pk)

    assert row(job).state == Job.State.PARKED
    assert row(job).last_error.splitlines()[0] == "Refused (not_today)"


def test_a_job_of_a_name_that_this_release_does_not_know_waits_for_one_that_does():
    job = Job.objects.create(name="test.from_tomorrow")

    executor.run(job.pk)

    assert row(job).state == Job.State.WAITING
    assert row(job).last_error.startswith("LookupError")


def test_a_job_is_not_run_before_its_time(declare):
    soon = timezone.now() + timedelta(minutes=5)
    job = services.enqueue(declare("test.note", lambda: None), run_at=soon)

    assert not executor.run(job.pk)

    with time_machine.travel(soon):
        assert executor.run(job.pk)


def test_a_job_whose_worker_died_is_taken_when_the_lease_ran_out(declare):
    job = services.enqueue(declare("test.note", lambda: None))
    leases.take(job)

    assert not executor.run(job.pk)

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert executor.run(job.pk)


def test_a_job_in_which_workers_keep_dying_is_parked(declare):
    job = services.enqueue(declare("test.deadly", lambda: None, attempts=1))
    leases.take(job)

    executor.run(job.pk)
    held = row(job).state
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        executor.run(job.pk)

    assert held == Job.State.RUNNING
    assert row(job).state == Job.State.PARKED


def test_two_workers_that_read_the_same_row_do_not_both_take_it(declare):
    job = services.enqueue(declare("test.note", lambda: None))

    first, second = leases.take(job), leases.take(job)

    assert first is not None
    assert second is None


def test_a_renewed_lease_holds_longer(declare):
    job = services.enqueue(declare("test.note", lambda: None))
    lease = leases.take(job)

    with time_machine.travel(timezone.now() + timedelta(seconds=50)):
        lease.renew()

    with time_machine.travel(timezone.now() + timedelta(seconds=70)):
        assert not executor.run(job.pk)


def test_the_worker_runs_the_oldest_job_of_its_queues(declare):
    seen = []
    name = declare("test.note", lambda **ids: seen.append(ids["n"]))
    for n in (1, 2):
        services.enqueue(name, n=n)
    Job.objects.filter(args={"n": 1}).update(queue="slow")

    assert [run_next(["default"]), run_next(["default"]), run_next()] == [True, False, True]

    assert seen == [2, 1]
