"""A class or a sitting at once: issued together, signed together, each as if alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from certification.credentials import services, signer, tasks
from certification.credentials.formats import cose, serials
from certification.credentials.models import (
    Credential,
    Document,
    NumberSeries,
    Signature,
    SigningKey,
    StatusList,
)
from certification.credentials.services import issuing
from stc.audit.models import AuditEntry
from stc.jobs import executor
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.credentials import trial

pytestmark = pytest.mark.django_db


def grant(source, holder=None, **changes) -> services.Grant:
    words = changes.pop("words", {})
    days = {"valid_from": date(2026, 1, 1), "valid_until": date(2035, 12, 31)} | changes
    return services.Grant(
        source=source,
        holder=holder or PersonFactory(),
        snapshot=trial.snapshot(**words),
        **days,
    )


def grants(number: int, *, first: int = 1) -> list[services.Grant]:
    return [grant(f"trial:{n}") for n in range(first, first + number)]


def issue(some, by=None):
    return services.issue_batch(kind=trial.KIND, grants=some, by=by)


def left_behind() -> dict[str, int]:
    """How much there is of all that issuing writes."""
    models = (Credential, AuditEntry, Notice, Job)
    return {model.__name__: model.objects.count() for model in models}


def test_each_gets_what_it_would_get_alone(officer):
    asked = grants(3)

    made = issue(asked, by=officer)

    assert [(c.source, c.holder) for c in made] == [(g.source, g.holder) for g in asked]
    assert [c.number for c in made] == [f"STC-GP-2026-0000{n}" for n in (1, 2, 3)]
    assert len({c.serial for c in made}) == len({c.salt for c in made}) == 3
    subjects = [f"credentials.credential:{c.pk}" for c in made]
    trail = AuditEntry.objects.filter(act="credentials.issue").order_by("pk")
    assert list(trail.values_list("subject", "actor", "why")) == [
        (subject, f"accounts.user:{officer.pk}", g.source)
        for subject, g in zip(subjects, asked, strict=True)
    ]
    told = Notice.objects.filter(kind="credentials.issued").order_by("pk")
    assert [(n.person_id, n.path) for n in told] == [
        (c.holder_id, f"/saya/sertifikat/{c.number}/") for c in made
    ]


def test_a_second_call_returns_the_first_and_changes_nothing(officer):
    asked = grants(3)
    first = issue(asked, by=officer)
    before = left_behind()

    second = issue(asked, by=officer)

    assert [c.pk for c in second] == [c.pk for c in first]
    assert left_behind() == before


def test_what_was_issued_before_keeps_its_place_and_the_others_follow_without_a_gap(officer):
    alone = trial.issued(PersonFactory(), by=officer, source="trial:2")

    made = issue(grants(3))

    assert made[1] == alone
    assert sorted(c.number[-1] for c in made) == ["1", "2", "3"]
    assert Credential.objects.count() == 3


def test_a_source_twice_in_one_batch_is_one_credential(holder):
    made = issue([grant("trial:1", holder), grant("trial:1", holder), grant("trial:2", holder)])

    assert made[0] == made[1] != made[2]
    assert Credential.objects.count() == 2


def test_each_series_counts_for_itself():
    other = {"number_prefix": "STC-GM"}

    made = issue([grant("a"), grant("b", words=other), grant("c"), grant("d", words=other)])

    said = ["STC-GP-2026-00001", "STC-GM-2026-00001", "STC-GP-2026-00002", "STC-GM-2026-00002"]
    assert [c.number for c in made] == said


def test_places_are_drawn_at_random():
    indices = [c.status_index for c in issue(grants(40))]

    assert len(set(indices)) == 40
    assert indices != sorted(indices)
    assert max(indices) - min(indices) > 10_000


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_lists_fill_up_to_half_and_no_place_is_given_twice(monkeypatch, at_once):
    monkeypatch.setattr(issuing, "DRAWN_AT_ONCE", at_once)
    small = [StatusList.objects.create(size=8), StatusList.objects.create(size=5)]

    made = issue(grants(9))

    lists = [c.status_list_id for c in made]
    assert [lists.count(each.pk) for each in small] == [4, 2]
    assert len({(c.status_list_id, c.status_index) for c in made}) == 9
    assert [each.used for each in StatusList.objects.order_by("pk")] == [4, 2, 3]


def test_all_or_none(holder):
    wrong = grant("trial:9", holder, valid_until=date(2025, 1, 1))
    issue(grants(1))
    before = left_behind()

    with pytest.raises(IntegrityError), transaction.atomic():
        issue([*grants(2, first=2), wrong])

    assert left_behind() == before
    assert NumberSeries.objects.get().last == 1


def test_queries_hardly_grow_with_the_batch():
    counts = []
    for number in (2, 30):
        asked = grants(number, first=number)
        with CaptureQueriesContext(connection) as queries:
            issue(asked)
        counts.append(len(queries))

    assert counts[1] <= counts[0] + 2


# --- signing ---------------------------------------------------------------------------------


def the_jobs() -> list[Job]:
    return list(Job.objects.filter(name="credentials.sign_batch").order_by("pk"))


def test_a_batch_is_signed_together_and_each_code_says_its_own(signing_key):
    made = issue(grants(5))
    (job,) = the_jobs()

    executor.run(job.pk)

    public = bytes.fromhex(signing_key.issuing.public)
    for credential in made:
        envelope = cose.unwrap(bytes(Signature.objects.get(credential=credential).code))
        assert envelope.is_signed_by(public)
        claims = cose.read_claims(envelope.payload)
        assert serials.of_bytes(claims.cti) == credential.serial
        assert claims.status_index == credential.status_index
    waiting = Job.objects.filter(state="waiting").values_list("name", flat=True)
    assert set(waiting) == {
        "credentials.publish_status_list",
        "credentials.publish_trust_file",
        "credentials.render_batch",
    }


def test_jobs_sign_so_many_at_once(monkeypatch):
    monkeypatch.setattr(issuing, "SIGNED_AT_ONCE", 2)

    made = issue(grants(5))

    ids = [c.pk for c in made]
    assert [job.args["credential_ids"] for job in the_jobs()] == [ids[:2], ids[2:4]]
    assert Job.objects.get(name="credentials.sign").args == {"credential_id": ids[4]}


def test_what_was_signed_before_keeps_its_signature(signing_key):
    made = issue(grants(3))
    tasks.sign(credential_id=made[1].pk)
    first = Signature.objects.get()

    for _ in range(2):
        tasks.sign_batch(credential_ids=[c.pk for c in made])

    assert Signature.objects.get(credential=made[1]) == first
    assert Signature.objects.count() == 3


def test_two_workers_with_the_same_batch_keep_the_first_signatures(signing_key):
    ids = [c.pk for c in issue(grants(3))]
    one, two = (signer.sign_batch(credential_ids=ids) for _ in range(2))

    services.keep_signatures(one.signatures)
    services.keep_signatures(two.signatures)

    assert list(Signature.objects.order_by("credential_id")) == one.signatures


def test_one_that_outlives_the_key_is_parked_alone_and_the_others_are_signed(signing_key):
    late = grant("late", valid_until=date(2199, 1, 1))
    made = issue([*grants(2), late])

    executor.run(the_jobs()[0].pk)
    alone = Job.objects.get(name="credentials.sign")
    executor.run(alone.pk)

    alone.refresh_from_db()
    assert alone.args == {"credential_id": made[2].pk}
    assert (alone.state, alone.last_error.partition("\n")[0]) == (
        Job.State.PARKED,
        "OutlivesKey (outlives_key)",
    )
    assert set(Signature.objects.values_list("credential", flat=True)) == {
        made[0].pk,
        made[1].pk,
    }


def test_without_a_key_the_batch_is_parked_and_a_ceremony_has_it_tried_again(no_keys):
    made = issue(grants(3))
    (job,) = the_jobs()
    executor.run(job.pk)
    job.refresh_from_db()
    was = job.state

    trial.keys("ceremony")
    executor.run(job.pk)

    assert was == Job.State.PARKED
    assert Signature.objects.filter(credential__in=made).count() == 3


def test_no_code_is_kept_whose_key_leaked_meanwhile(signing_key):
    batch = signer.sign_batch(credential_ids=[c.pk for c in issue(grants(2))])
    services.compromise_key(kid=signing_key.issuing.kid, at=trial.timezone.now(), by=None)

    with pytest.raises(services.publishing.KeyWithdrawn):
        services.keep_signatures(batch.signatures)

    assert SigningKey.objects.get(pk=signing_key.issuing.pk).signatures.count() == 0


# --- printing --------------------------------------------------------------------------------


def signed_batch(number: int) -> list[int]:
    ids = [c.pk for c in issue(grants(number))]
    tasks.sign_batch(credential_ids=ids)
    return ids


def test_a_batch_is_printed_by_a_job_for_each_few(signing_key, monkeypatch):
    monkeypatch.setattr(services.printing, "MADE_AT_ONCE", 2)

    ids = signed_batch(3)

    few = Job.objects.filter(name="credentials.render_batch").order_by("pk")
    assert [job.args for job in few] == [
        {"credential_ids": ids[:2], "form": "certificate"},
        {"credential_ids": ids[2:], "form": "certificate"},
    ]


def test_what_is_printed_together_is_each_its_own_paper_and_kept_once(signing_key):
    ids = signed_batch(3)

    for _ in range(2):
        tasks.render_batch(credential_ids=ids, form="certificate")

    kept = Document.objects.order_by("credential_id")
    assert [document.credential_id for document in kept] == ids
    assert len({document.sha256 for document in kept}) == 3


def test_one_paper_that_fails_is_left_to_a_job_of_its_own(signing_key):
    ids = signed_batch(2)
    unsigned = issue(grants(1, first=9))[0].pk  # has no code to print

    tasks.render_batch(credential_ids=[ids[0], unsigned, ids[1]], form="certificate")

    assert set(Document.objects.values_list("credential_id", flat=True)) == set(ids)
    alone = Job.objects.get(name="credentials.render_pdf")
    assert alone.args == {"credential_id": unsigned, "form": "certificate"}


# --- what checkers are told ------------------------------------------------------------------


def asked_for(name: str) -> int:
    return Job.objects.filter(name=f"credentials.{name}", state="waiting").count()


def signed_now(some) -> None:
    tasks.sign_batch(credential_ids=[c.pk for c in issue(some)])


def test_what_is_valid_changes_no_file_that_tells_of_its_list_and_title(signing_key):
    signed_now(grants(2))
    trial.publish()
    Job.objects.all().delete()

    signed_now(grants(3, first=3))

    assert (asked_for("publish_status_list"), asked_for("publish_trust_file")) == (0, 0)


@pytest.mark.parametrize(
    "words", [{"scheme": "GM"}, {"title_id": "Gada Pratama"}, {"title_en": "Guard"}]
)
def test_a_title_that_checkers_do_not_know_has_the_trust_file_follow(signing_key, words):
    signed_now(grants(2))
    trial.publish()
    Job.objects.all().delete()

    signed_now([grant("trial:3", words=words), grant("trial:4")])

    assert (asked_for("publish_status_list"), asked_for("publish_trust_file")) == (0, 1)


def test_a_list_that_is_new_is_published_and_told(signing_key):
    signed_now(grants(2))
    trial.publish()
    Job.objects.all().delete()
    StatusList.objects.update(used=StatusList.SIZE)

    signed_now(grants(2, first=3))

    assert (asked_for("publish_status_list"), asked_for("publish_trust_file")) == (1, 1)


# --- at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_four_workers_with_batches_that_overlap_issue_each_once(officer):
    people = {n: PersonFactory() for n in range(12)}
    batches = [
        [grant(f"trial:{n}", people[n]) for n in some]
        for some in (range(8), range(11, 3, -1), range(2, 10), range(12))
    ]
    gate = Barrier(len(batches))

    def run(some):
        try:
            gate.wait()
            return [c.pk for c in issue(some, by=officer)]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(batches)) as pool:
        made = list(pool.map(run, batches))

    by_source = dict(Credential.objects.values_list("source", "pk"))
    assert made == [[by_source[g.source] for g in some] for some in batches]
    assert len(by_source) == Credential.objects.count() == 12
    numbers = Credential.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"STC-GP-2026-{n:05}" for n in range(1, 13)]
    assert AuditEntry.objects.filter(act="credentials.issue").count() == 12
