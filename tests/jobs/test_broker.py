"""With a broker: ids are sent once work is written, and again where they were lost."""

import time
from datetime import timedelta

import pytest
import redis
from celery import Celery, current_app
from django.db import transaction
from django.utils import timezone

from stc.jobs import services, tasks
from stc.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def use_broker(settings, monkeypatch):
    """Have this process send to a broker, as if it had been started with its address."""
    before = current_app._get_current_object()

    def use(url):
        monkeypatch.setattr(services, "_broker_rests_until", 0)
        settings.CELERY_BROKER_URL = url
        app = Celery("test", set_as_current=True)
        app.config_from_object("django.conf:settings", namespace="CELERY")

    yield use
    current_app.close()
    before.set_current()


@pytest.fixture
def queue(redis_url, use_broker):
    """The ids that lie in the broker's queue of ordinary jobs."""
    use_broker(redis_url)
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
        yield lambda: client.llen("default")
        client.flushdb()


@pytest.fixture
def note(declare):
    return declare("test.note", lambda: None)


@pytest.mark.servers
def test_an_id_is_sent_when_the_work_is_committed(queue, note, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.enqueue(note)
        before = queue()

    assert (before, queue()) == (0, 1)


@pytest.mark.servers
def test_the_ids_of_many_are_sent_when_they_are_committed(
    queue, note, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.enqueue_each(note, {f"case:{n}": {} for n in range(3)})
        before = queue()

    assert (before, queue()) == (0, 3)


@pytest.mark.servers
def test_nothing_is_sent_of_work_that_is_rolled_back(
    queue, note, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        services.enqueue(note)
        transaction.set_rollback(True)

    assert queue() == 0


@pytest.mark.servers
def test_work_for_later_is_sent_by_the_tick_when_it_is_due(
    queue, note, recurring, django_capture_on_commit_callbacks
):
    services.registry.periods.clear()
    with django_capture_on_commit_callbacks(execute=True):
        job = services.enqueue(note, run_at=timezone.now() + timedelta(seconds=1))
    services.tick()
    early = queue()
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(run_at=past, send_at=past)

    services.tick()

    assert (early, queue()) == (0, 1)


@pytest.mark.servers
def test_what_the_broker_lost_is_sent_again_and_less_often_each_time(queue, note, recurring):
    services.registry.periods.clear()
    long_ago = timezone.now() - timedelta(hours=1)
    job = Job.objects.create(name=note, run_at=long_ago, send_at=long_ago)

    services.tick()
    services.tick()

    assert queue() == 1
    assert Job.objects.get(pk=job.pk).send_at > timezone.now() + timedelta(minutes=59)


@pytest.mark.servers
def test_a_job_whose_worker_died_is_sent_again(queue, note, recurring):
    services.registry.periods.clear()
    past = timezone.now() - timedelta(seconds=1)
    held = {"lease_token": "0" * 32, "lease_until": past, "started_at": past}
    Job.objects.create(name=note, state="running", send_at=past, **held)

    services.tick()

    assert queue() == 1


def test_a_broker_that_is_down_fails_no_request_and_hardly_slows_it(
    use_broker, note, django_capture_on_commit_callbacks
):
    use_broker("redis://127.0.0.1:1/0")
    began = time.monotonic()

    with django_capture_on_commit_callbacks(execute=True):
        job = services.enqueue(note)

    assert time.monotonic() - began < 1.5
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING


def test_a_broker_that_was_down_is_left_alone_for_a_while(use_broker, note):
    use_broker("redis://127.0.0.1:1/0")

    assert not services._send(1, "default")
    assert services._broker_rests_until > time.monotonic() + 8


def test_celery_runs_the_same_executor(note):
    job = services.enqueue(note)

    tasks.run(job.pk)

    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
