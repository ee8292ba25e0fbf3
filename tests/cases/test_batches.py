"""A certification officer decides K on a whole sitting or class at once."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from certification.cases import of_person, services
from certification.cases.errors import (
    GroupChanged,
    NobodyToDecide,
    NotAnOfficer,
    ReasonsNeeded,
)
from certification.cases.groups import Group
from certification.cases.models import BatchDecision, BatchLine, Case, Decision
from certification.cases.services.batches import AT_ONCE
from certification.credentials.models import Credential
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.accounts.models import Appointment
from stc.audit.models import AuditEntry
from stc.jobs import worker
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, appoint
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import agree, fresh
from tests.cases.trial import ask, left_out, tie, work

pytestmark = pytest.mark.django_db


def states(batch) -> Counter:
    return Counter(batch.lines.values_list("state", flat=True))


# --- the happy way -----------------------------------------------------------------------------


def test_all_of_a_sitting_are_decided_and_issued_each_by_the_officers_own_word(
    hall, group, officer
):
    cases = hall(AT_ONCE + 2)

    batch = ask(group, officer)
    assert (states(batch), fresh(batch).ended_at) == ({"waiting": len(cases)}, None)
    work()

    assert states(batch) == {"done": len(cases)}
    decided = Decision.objects.values_list("decided_by", "outcome", "reasons").distinct()
    assert list(decided) == [(officer.pk, "K", "Bukti lengkap.")]
    sources = sorted(Credential.objects.values_list("source", flat=True))
    assert sources == sorted(case.source for case in cases)
    trail = AuditEntry.objects.filter(act="cases.decide")
    assert set(trail.values_list("actor_label", flat=True)) == {"Ratna Kusumawardani"}
    assert trail.count() == len(cases)
    assert not Job.objects.filter(name__startswith="cases.").exclude(state="done").exists()


def test_at_the_end_one_notice_in_the_inbox_says_how_it_went(hall, group, officer, guard):
    hall(2)
    batch = ask(group, officer)
    agree(guard, given=False, purposes=["certificate-name"])
    work()

    told = Notice.objects.get(person=officer, kind="cases.batch_ended")
    assert fresh(batch).ended_at is not None
    assert told.path == batch.get_absolute_url()
    assert "Diputuskan kompeten: 1. Ditolak: 1." in str(told.texts)
    assert not told.deliveries.exists()


def test_a_class_is_decided_whichever_sitting_it_sat_in(hall, training_class, officer, instructor):
    cases = hall(2)
    group = Group(training_class=training_class)
    outsider = PersonFactory()

    ask(group, officer)
    work()

    assert set(Decision.objects.values_list("case", flat=True)) == {case.pk for case in cases}
    assert not group.among(Case.objects.all()).filter(candidate=outsider).exists()


def test_the_lines_are_given_to_the_queue_a_few_at_a_time(hall, group, officer):
    hall(AT_ONCE + 1)
    batch = ask(group, officer)
    named = Job.objects.filter(name="cases.decide_line")

    services.feed_batch(batch_id=batch.pk, after=0)
    assert named.count() == AT_ONCE

    services.feed_batch(batch_id=batch.pk, after=batch.lines.all()[AT_ONCE - 1].pk)
    assert named.count() == AT_ONCE + 1


def test_the_trail_tells_that_it_was_asked_and_for_how_many(hall, group, officer):
    hall(2)
    ask(group, officer)

    entry = AuditEntry.objects.get(act="cases.ask_batch")
    assert (entry.actor_label, entry.became, entry.why) == (f"{officer}", "2", "Bukti lengkap.")


# --- who is refused at the end -----------------------------------------------------------------


def test_what_changed_since_it_was_asked_is_judged_anew_and_stops_nobody_else(hall, group, officer):
    cases = hall(6)
    batch = ask(group, officer)
    tied, lacking, decided, withdrawn, renamed, fine = cases
    tie(officer, tied.candidate)
    agree(lacking.candidate, given=False, purposes=["certificate-name"])
    other = an_officer(CERTIFICATION_OFFICERS, full_name="Budi Santoso")
    services.decide(case_id=decided.pk, by=other, outcome="BK", reasons="Palsu.")
    services.withdraw(case_id=withdrawn.pk, by=withdrawn.candidate)
    type(renamed.candidate).objects.filter(pk=renamed.candidate_id).update(full_name="Siti R.")
    work()

    said = dict(batch.lines.values_list("case", "why"))
    assert said[fine.pk] == ""
    assert "berkerabat (Sepupu)" in said[tied.pk]
    assert "Nama di dalam kode sertifikat" in said[lacking.pk]
    assert "belum kompeten oleh Budi Santoso" in said[decided.pk]
    assert "menarik permohonan" in said[withdrawn.pk]
    assert "Nama dikonfirmasi" in said[renamed.pk]
    assert states(batch) == {"done": 1, "refused": 5}
    assert Credential.objects.get().source == fine.source
    assert not Decision.objects.filter(case__in=[tied, lacking, withdrawn, renamed]).exists()


def test_whoever_taught_them_decides_on_none_whatever_was_asked(hall, group, officer, instructor):
    cases = hall(2)
    appoint(instructor, CERTIFICATION_OFFICERS)
    teacher = fresh(instructor)
    with pytest.raises(NobodyToDecide):
        ask(group, teacher)

    batch = BatchDecision.objects.create(decided_by=teacher, reasons="x", token=uuid4(), **group.of)
    for case in cases:
        line = BatchLine.objects.create(batch=batch, case=case)
        assert "mengajar" in services.decide_line(line_id=line.pk).why

    assert states(batch) == {"refused": 2}
    assert not Decision.objects.exists()


def test_an_officer_whose_office_ended_meanwhile_decides_no_more(hall, group, officer):
    hall(2)
    batch = ask(group, officer)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(person=officer).update(ends_on=yesterday)
    work()

    assert set(batch.lines.values_list("why", flat=True)) == {
        "Hanya petugas sertifikasi yang memutuskan."
    }
    assert not Decision.objects.exists()


def test_why_is_said_in_the_officers_own_language(hall, group, officer, guard):
    hall(1)
    type(officer).objects.filter(pk=officer.pk).update(language="en")
    batch = ask(group, fresh(officer))
    services.withdraw(case_id=batch.lines.get().case_id, by=guard)
    work()

    assert batch.lines.get().why == (
        "The applicant has withdrawn this application, so there is nothing to decide."
    )


def test_an_error_keeps_its_own_line_waiting_and_stops_no_other(hall, group, officer, scheme):
    cases = hall(3)
    work()
    batch = ask(group, officer)
    prefix = scheme.number_prefix
    assert worker.run_next()  # gives the lines to the queue
    type(scheme).objects.update(number_prefix="STC/GP")  # issuing raises: no rule of ours
    assert worker.run_next()
    type(scheme).objects.update(number_prefix=prefix)
    work()

    assert states(batch) == {"done": 2, "waiting": 1}
    assert batch.lines.get(state="waiting").case == cases[0]
    assert fresh(batch).ended_at is None

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        work()
    assert states(batch) == {"done": 3}
    assert fresh(batch).ended_at is not None


# --- once --------------------------------------------------------------------------------------


def test_a_double_click_is_one_batch(hall, group, officer):
    hall(2)
    seen, token = services.gather(group=group, by=officer).seen, uuid4()
    first = ask(group, officer, seen=seen, token=token)
    work()

    assert ask(group, officer, seen=seen, token=token) == first

    assert BatchDecision.objects.count() == 1
    assert Job.objects.filter(name="cases.feed_batch").count() == 1


def test_a_line_done_twice_is_one_decision(hall, group, officer):
    hall(1)
    line = ask(group, officer).lines.get()

    first = services.decide_line(line_id=line.pk)
    second = services.decide_line(line_id=line.pk)

    assert (first.state, second.settled_at) == ("done", first.settled_at)
    assert Decision.objects.count() == Credential.objects.count() == 1
    assert Notice.objects.filter(kind="cases.batch_ended").count() == 1


def test_what_the_officer_decided_k_by_hand_meanwhile_is_done(hall, group, officer):
    cases = hall(1)
    batch = ask(group, officer)
    services.decide(case_id=cases[0].pk, by=officer, outcome="K", reasons="Sendiri.")
    work()

    assert states(batch) == {"done": 1}
    assert Decision.objects.get().reasons == "Sendiri."


def test_whom_another_batch_awaits_is_left_out_of_this_one(hall, group, officer):
    cases = hall(2)
    ask(group, officer)
    other = an_officer(CERTIFICATION_OFFICERS)

    assert set(left_out(group, other).values()) == {
        "sedang menunggu dalam putusan sekaligus yang lain"
    }
    with pytest.raises(NobodyToDecide):
        ask(group, other)
    batch = BatchDecision.objects.create(decided_by=other, reasons="x", token=uuid4(), **group.of)
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchLine.objects.create(batch=batch, case=cases[0])


# --- refusals ----------------------------------------------------------------------------------


def test_nobody_is_decided_whom_the_page_did_not_show(hall, group, officer, guard):
    hall(2)
    agree(guard, given=False, purposes=["certificate-name"])
    seen = services.gather(group=group, by=officer).seen
    agree(guard, given=True, purposes=["certificate-name"])

    with pytest.raises(GroupChanged):
        ask(group, officer, seen=seen)

    assert not BatchDecision.objects.exists()
    assert not Job.objects.filter(name="cases.feed_batch").exists()


def test_without_reasons_nothing_is_asked(hall, group, officer):
    hall(1)

    with pytest.raises(ReasonsNeeded):
        ask(group, officer, reasons=" \n")

    assert not BatchDecision.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True}])
def test_whoever_holds_no_such_role_asks_nothing(hall, group, fields):
    hall(1)

    with pytest.raises(NotAnOfficer):
        ask(group, PersonFactory(**fields))


def test_with_nobody_left_nothing_is_asked(hall, group, officer):
    hall(1, failed=1)

    with pytest.raises(NobodyToDecide):
        ask(group, officer)

    assert not BatchDecision.objects.exists()


def test_the_database_keeps_what_was_asked(hall, group, officer):
    hall(1)
    batch = ask(group, officer)

    for act in (
        lambda: BatchDecision.objects.update(reasons="Lain"),
        lambda: BatchDecision.objects.all().delete(),
        lambda: BatchLine.objects.all().delete(),
        lambda: BatchDecision.objects.create(decided_by=officer, reasons="x", token=uuid4()),
        lambda: BatchLine.objects.update(state="refused", settled_at=timezone.now()),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert states(batch) == {"waiting": 1}


# --- what it says ------------------------------------------------------------------------------


def test_progress_tells_counts_the_time_left_and_that_it_stands_still(hall, group, officer):
    hall(4)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        batch = ask(group, officer)
        assert services.progress(batch).minutes_left is None
        clock.shift(timedelta(seconds=90))
        services.decide_line(line_id=batch.lines.first().pk)

        now = services.progress(batch)
        assert (now.settled, now.all, now.minutes_left, now.is_quiet) == (1, 4, 5, False)

        clock.shift(timedelta(minutes=3))
        later = services.progress(batch)
        assert (later.minutes_left, later.is_quiet) == (None, True)


# --- of a person -------------------------------------------------------------------------------


def test_an_erased_persons_name_stays_in_no_refusal(hall, group, officer, guard):
    cases = hall(1)
    batch = ask(group, officer)
    tie(officer, guard)
    work()
    assert "Sari" in batch.lines.get().why

    of_person.erase(guard, by=an_officer(CERTIFICATION_OFFICERS))

    assert batch.lines.get().why == "Data orang ini sudah dihapus."
    assert fresh(cases[0]).state == "withdrawn"


def test_an_officers_export_tells_that_they_asked_and_of_nobody_else(hall, group, officer):
    hall(1)
    ask(group, officer)

    told = of_person.export(officer).facts["batches_decided"]

    assert [sorted(one) for one in told] == [["asked_at", "ended_at"]]
