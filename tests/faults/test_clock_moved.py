"""The server's clock jumps by an hour, ahead or back: work waits or runs again, nothing is lost,
nobody keeps what has ended and nobody is locked out for good."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from stc.accounts import groups
from stc.accounts.services import roles
from stc.audit import services as audit
from stc.audit.models import AuditEntry
from stc.files import links
from stc.jobs import executor, registry, services, worker
from stc.jobs.models import Job
from tests.accounts.doors import MAIL, code_by_mail, log_in, person_by_mail, sign_up, who
from tests.accounts.factories import PersonFactory, appoint

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)  # noon in Jakarta
HOUR = timedelta(hours=1)
JUMPS = [HOUR, -HOUR]


@pytest.fixture
def declare():
    """Declare a handler for this test alone."""
    names = []

    def declared(name, handler):
        registry.job(name)(handler)
        names.append(name)
        return name

    yield declared
    for name in names:
        del registry._kinds[name]


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def effects(declare):
    """A job whose effect is a child: how many there are is how often it took effect."""

    def act():
        with services.completing():
            services.enqueue("test.child", run_at=timezone.now() + timedelta(days=9))

    declare("test.child", lambda: None)
    declare("test.act", act)
    return Job.objects.filter(name="test.child")


def run_all():
    while worker.run_next():
        pass


@pytest.mark.parametrize("jump", JUMPS)
def test_a_job_that_waits_is_run_once(clock, effects, jump):
    services.enqueue("test.act")

    clock.shift(jump)
    run_all()
    clock.move_to(NOON + timedelta(seconds=1))
    run_all()
    clock.move_to(NOON + HOUR)
    run_all()

    assert effects.count() == 1


@pytest.mark.parametrize("jump", JUMPS)
def test_a_job_that_runs_while_it_jumps_takes_effect_once(clock, declare, jump):
    def slow():
        if Job.objects.get(name="test.slow").attempts == 1:
            clock.shift(jump)
            executor.run(job.pk)  # another worker looks whether the lease has run out
        with services.completing():
            services.enqueue("test.child")

    declare("test.child", lambda: None)
    job = services.enqueue(declare("test.slow", slow))

    executor.run(job.pk)

    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert Job.objects.filter(name="test.child").count() == 1


@pytest.mark.parametrize("jump", JUMPS)
def test_a_job_of_a_dead_worker_is_taken_once_its_lease_is_over(clock, effects, jump):
    job = services.enqueue("test.act")
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING,
        attempts=1,
        started_at=NOON,
        lease_token="00000000-0000-4000-8000-000000000000",
        lease_until=NOON + timedelta(seconds=60),
    )

    clock.shift(jump)
    run_all()
    clock.move_to(NOON + timedelta(seconds=61))
    run_all()

    assert effects.count() == 1


def test_a_link_that_the_jump_ended_is_had_anew(clock):
    file = "x/a.txt"
    token = links.sign(file, seconds=300).rpartition("/")[2]

    clock.shift(HOUR)
    assert links.read(token) is None
    assert links.read(links.sign(file, seconds=300).rpartition("/")[2]).name == file


def test_a_link_lives_no_longer_than_the_jump_back(clock):
    token = links.sign("x/a.txt", seconds=300).rpartition("/")[2]

    clock.shift(-HOUR)
    assert links.read(token).name == "x/a.txt"
    clock.shift(HOUR + timedelta(seconds=300))
    assert links.read(token) is None


def test_a_code_that_the_jump_ended_lets_nobody_in_and_the_next_one_does(client, clock):
    sign_up(client, MAIL)
    old = code_by_mail()

    clock.shift(HOUR)
    client.post(reverse("account_email_verification_sent"), {"code": old})
    assert who(client) is None
    sign_up(client, MAIL)
    client.post(reverse("account_email_verification_sent"), {"code": code_by_mail()})

    assert who(client).email == MAIL


def test_a_code_that_is_under_way_works_after_a_jump_back(client, clock):
    sign_up(client, MAIL)

    clock.shift(-HOUR)
    client.post(reverse("account_email_verification_sent"), {"code": code_by_mail()})

    assert who(client).email == MAIL


@pytest.mark.parametrize("jump", JUMPS)
def test_whoever_is_in_stays_in(client, clock, jump):
    cache.clear()
    person_by_mail()
    log_in(client, MAIL)

    clock.shift(jump)

    assert client.get(reverse("home:mine")).status_code == 200


def test_whoever_was_locked_out_is_let_in_once_the_clock_has_caught_up(client, clock):
    cache.clear()
    person_by_mail()
    for _ in range(6):
        log_in(client, MAIL, "salah-salah-salah")

    clock.shift(-HOUR)
    clock.shift(HOUR + timedelta(minutes=6))
    log_in(client, MAIL)

    assert who(client) is not None


def test_a_role_follows_the_day_of_the_clock_and_is_back_when_it_is_set_right(clock):
    clock.move_to(datetime(2026, 11, 24, 16, 30, tzinfo=UTC))  # half past eleven at night
    person = PersonFactory()
    appoint(person, groups.EXAM_OFFICERS, ends_on=timezone.localdate())
    held = []

    for jump in (timedelta(0), HOUR, -HOUR):
        clock.shift(jump)
        roles.sync_all_groups()
        held.append(list(person.groups.values_list("name", flat=True)))

    assert held == [[groups.EXAM_OFFICERS], [], [groups.EXAM_OFFICERS]]


def test_the_trail_keeps_the_order_in_which_things_happened(clock):
    audit.record(act="test.first", by=None, subject="test")
    clock.shift(-HOUR)
    audit.record(act="test.second", by=None, subject="test")

    assert [entry.act for entry in AuditEntry.objects.all()] == ["test.second", "test.first"]
