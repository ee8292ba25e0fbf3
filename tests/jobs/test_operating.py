"""The operator's page: who may, what it shows, and that trying again is safe to repeat."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stc.accounts.groups import CERTIFICATION_OFFICERS, PLATFORM_ADMINS
from stc.audit.models import AuditEntry
from stc.jobs import services
from stc.jobs.models import Job
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db
LIST = "/operasi/pekerjaan/"


def parked(name="test.broken", **fields):
    error = "ValueError\nstc/jobs/tasks.py:7 broken"
    return Job.objects.create(name=name, state="parked", attempts=10, last_error=error, **fields)


def retried(job):
    return reverse("jobs:retry_job", args=[job.pk])


@pytest.fixture
def admin_client(client):
    client.force_login(officer(PLATFORM_ADMINS))
    return client


def test_a_stranger_is_asked_to_log_in(client):
    answer = client.get(LIST)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", [PersonFactory, lambda: officer(CERTIFICATION_OFFICERS)])
def test_whoever_does_not_run_the_platform_may_neither_look_nor_retry(client, who):
    job = parked()
    client.force_login(who())

    answers = [
        client.get(LIST),
        client.post(retried(job)),
        client.post(reverse("jobs:retry_all"), {"name": job.name}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Job.objects.get(pk=job.pk).state == Job.State.PARKED


def test_the_page_counts_every_state_and_shows_what_is_parked(admin_client):
    job = parked()
    Job.objects.create(name="test.waiting")

    answer = admin_client.get(LIST)

    assert dict(answer.context["states"]) == {"waiting": 1, "running": 0, "done": 0, "parked": 1}
    assert list(answer.context["page"]) == [job]
    assert "stc/jobs/tasks.py:7 broken" in answer.content.decode()


def test_the_list_is_filtered_by_state_and_name(admin_client):
    job = Job.objects.create(name="test.waiting")
    Job.objects.create(name="test.other")

    answer = admin_client.get(LIST, {"state": "waiting", "name": "test.waiting"})

    assert list(answer.context["page"]) == [job]


@pytest.mark.parametrize("wrong", [{"state": "asleep"}, {"page": "x"}, {"name": "n" * 999}])
def test_an_address_that_asks_for_nonsense_shows_what_is_parked(admin_client, wrong):
    job = parked()

    assert list(admin_client.get(LIST, wrong).context["page"]) == [job]


def test_a_parked_job_is_tried_anew_and_the_trail_tells(admin_client):
    job = parked()

    answer = admin_client.post(retried(job), follow=True)

    again = Job.objects.get(pk=job.pk)
    assert (again.state, again.attempts) == (Job.State.WAITING, 0)
    assert answer.redirect_chain == [(LIST, 302)]
    entry = AuditEntry.objects.get(act="jobs.retry")
    assert (entry.subject, entry.was, entry.became) == (f"jobs.job:{job.pk}", "parked", "waiting")


def test_a_second_retry_changes_nothing(admin_client):
    job = parked()

    for _ in range(2):
        admin_client.post(retried(job))

    assert AuditEntry.objects.filter(act="jobs.retry").count() == 1


def test_all_parked_jobs_of_a_name_are_tried_anew(admin_client):
    parked()
    parked()
    other = parked("test.other")

    admin_client.post(reverse("jobs:retry_all"), {"name": "test.broken"})

    assert Job.objects.filter(state=Job.State.WAITING).count() == 2
    assert Job.objects.get(pk=other.pk).state == Job.State.PARKED
    assert AuditEntry.objects.filter(act="jobs.retry").count() == 2


def test_what_runs_or_is_done_is_not_tried_anew():
    job = Job.objects.create(name="test.note", state="done", done_at="2026-11-24T10:00Z")

    services.retry_job(job_id=job.pk, by=officer(PLATFORM_ADMINS))

    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def test_a_job_that_is_not_there_is_not_found(admin_client):
    assert admin_client.post(reverse("jobs:retry_job", args=[999])).status_code == 404


def test_a_name_is_asked_for(admin_client):
    assert admin_client.post(reverse("jobs:retry_all")).status_code == 400


def test_a_page_of_many_jobs_asks_the_table_thrice(admin_client):
    for n in range(60):
        parked(f"test.broken{n}")

    with CaptureQueriesContext(connection) as queries:
        admin_client.get(LIST)

    # Numbers by state and name, a page of rows, and the menu's count.
    assert len([q for q in queries if "jobs_job" in q["sql"]]) == 3


def test_the_menu_tells_an_admin_how_many_are_parked(admin_client):
    parked()
    parked()

    menu = admin_client.get(LIST).context["navigation"]

    assert [(e.url_name, n) for e, n in menu.waiting if e.url_name.startswith("jobs:")] == [
        ("jobs:job_list", 2)
    ]
