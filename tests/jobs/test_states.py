"""Two workers, failing handlers, leases that run out, in any order: an effect is had once.

Each worker moves in steps (take, complete, fail, die), so that any of the other's steps may fall
between; the model beside it knows only what was asked for and whose hold is the latest.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stc.jobs import leases, services
from stc.jobs.models import Job

WORKERS = st.sampled_from(["one", "two"])
ATTEMPTS = 4
NAME = "test.model"


class Jobs(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        Job.objects.all().delete()
        self.clock = time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC), tick=False)
        self.now = self.clock.start()
        self.asked = []
        self.effects = []
        self.holds = {}
        self.latest = {}

    def teardown(self):
        self.clock.stop()

    @precondition(lambda self: len(self.asked) < 3)  # few, so that workers meet at one
    @rule()
    def somebody_asks_for_work(self):
        self.asked.append(services.enqueue(NAME).pk)

    @rule(seconds=st.sampled_from([61, 20, 4000]))
    def time_passes(self, seconds):
        self.now.shift(timedelta(seconds=seconds))

    @precondition(lambda self: self.asked)
    @rule(worker=WORKERS, data=st.data())
    def a_worker_takes(self, worker, data):
        """It forgets what it held before, as one does that was killed and started again."""
        self.take(worker, data.draw(st.sampled_from(self.asked)))

    @precondition(lambda self: len(self.holds) == 1)
    @rule()
    def a_lease_runs_out_and_the_other_worker_takes_over(self):
        ((worker, lease),) = self.holds.items()
        self.now.shift(timedelta(seconds=61))
        self.take("two" if worker == "one" else "one", lease.job_id)

    @rule(worker=WORKERS)
    def a_worker_renews(self, worker):
        lease = self.holds.get(worker)
        if lease is not None and not lease.completed:
            assert lease.renew() == self.is_held(lease)

    @rule(worker=WORKERS)
    def a_worker_completes(self, worker):
        lease = self.holds.pop(worker, None)
        if lease is None:
            return
        held = self.is_held(lease)
        with leases.carrying(lease):
            try:
                with leases.completing():
                    self.effects.append(lease.job_id)
            except leases.LeaseLost:
                assert not held
            else:
                assert held

    @rule(worker=WORKERS, refused=st.booleans())
    def a_worker_fails(self, worker, refused):
        lease = self.holds.pop(worker, None)
        if lease is None:
            return
        held = self.is_held(lease)
        if refused or lease.attempt >= ATTEMPTS:
            lease.park(error="ValueError")
        else:
            lease.give_back(error="ValueError")
        job = Job.objects.get(pk=lease.job_id)
        assert (job.last_error == "ValueError" and job.lease_token is None) or not held

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def an_operator_retries(self, data):
        job = Job.objects.get(pk=data.draw(st.sampled_from(self.asked)))
        was = job.state

        became = services.retry_job(job_id=job.pk, by=None).state

        assert became == (Job.State.WAITING if was == Job.State.PARKED else was)

    def take(self, worker, job_id):
        lease = leases.take(Job.objects.get(pk=job_id))
        if lease is not None:
            self.holds[worker] = self.latest[job_id] = lease

    def is_held(self, lease):
        """As the model has it: nobody took it since, and it was not let go."""
        row = Job.objects.get(pk=lease.job_id)
        return row.state == Job.State.RUNNING and self.latest[lease.job_id] is lease

    @invariant()
    def no_job_is_lost(self):
        assert set(Job.objects.values_list("pk", flat=True)) == set(self.asked)

    @invariant()
    def effects_are_had_once_and_exactly_by_jobs_that_are_done(self):
        done = Job.objects.filter(state=Job.State.DONE).values_list("pk", flat=True)
        assert sorted(self.effects) == sorted(done)


@pytest.mark.django_db
def test_an_effect_is_had_once_whatever_two_workers_go_through(declare):
    declare(NAME, lambda: None, attempts=ATTEMPTS)
    run_state_machine_as_test(
        Jobs,
        settings=settings(
            max_examples=100,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
