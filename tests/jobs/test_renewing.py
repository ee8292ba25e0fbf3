"""A lease beside the work: renewed while the job computes, and no longer than it may."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from stc.jobs import executor, services
from stc.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


def seen_from_inside(declare, settings, *, longest):
    """Whether the lease still holds at the end of a job that takes twice as long as it."""
    settings.JOB_LEASE_SECONDS = 0.6
    held = []

    def slow():
        time.sleep(1.2)
        held.append(Job.objects.get(name="test.slow").lease_until > timezone.now())

    job = services.enqueue(declare("test.slow", slow, longest=longest))
    executor.run(job.pk)
    return held


def test_a_lease_is_renewed_while_the_job_computes(declare, settings):
    assert seen_from_inside(declare, settings, longest=timedelta(hours=1)) == [True]


def test_a_job_that_takes_too_long_loses_its_lease(declare, settings):
    assert seen_from_inside(declare, settings, longest=timedelta(0)) == [False]
