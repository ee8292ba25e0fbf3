"""Deliveries: sent by a job, again after a crash as the same mail, refused with words."""

import json
from datetime import date

import pytest
from django.core import mail

from stc.jobs import executor
from stc.jobs.models import Job
from stc.notices import services
from stc.notices.channels.email import EmailChannel, message_id
from stc.notices.channels.file import FileChannel
from stc.notices.models import Delivery, Notice
from tests.notices.factories import reader
from tests.notices.smtp import mail_server

pytestmark = pytest.mark.django_db


def told(kind="accounts.role_ending", role="Petugas ujian", **person) -> Delivery:
    """A delivery that waits for the e-mail channel."""
    notice = services.send(
        kind=kind,
        to=reader(**person),
        key=f"{kind}:1",
        context={"role": role, "ends_on": date(2026, 12, 9), "starts_on": date(2026, 11, 1)},
    )
    return notice.deliveries.get(channel="email")


def run(delivery: Delivery) -> tuple[Job, Delivery]:
    job = Job.objects.get(name="notices.deliver", args={"delivery_id": delivery.pk})
    Job.objects.filter(pk=job.pk, state="waiting").update(run_at=job.created_at)
    executor.run(job.pk)
    return Job.objects.get(pk=job.pk), Delivery.objects.get(pk=delivery.pk)


def test_the_job_sends_the_mail_and_marks_it_sent():
    job, delivery = run(told())

    assert [m.subject for m in mail.outbox] == ["Peran Anda segera berakhir: Petugas ujian"]
    assert (job.state, delivery.state) == ("done", "sent")


def test_a_mail_is_written_in_the_persons_language():
    run(told(language="en", full_name="Ani"))

    assert mail.outbox[0].subject == "Your role ends soon: Petugas ujian"
    assert mail.outbox[0].body.startswith("Dear Ani,")


def test_a_mail_is_plain_and_html():
    run(told())

    sent = mail.outbox[0].message()
    parts = [part.get_content_type() for part in sent.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_a_name_with_markup_is_shown_and_not_run():
    run(told(role="<b>Ketua</b> & Co", full_name="<script>x</script>"))

    html = mail.outbox[0].alternatives[0].content
    assert "<script>" not in html
    assert "<b>Ketua" not in html
    assert "&lt;b&gt;Ketua&lt;/b&gt; &amp; Co" in html
    assert "<b>Ketua</b> & Co" in mail.outbox[0].body


def test_an_optional_mail_says_how_to_stop_it():
    run(told())

    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://localhost:8000/pemberitahuan/berhenti/")


def test_a_mandatory_mail_does_not():
    run(told("accounts.role_given"))

    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    assert "berhenti" not in mail.outbox[0].alternatives[0].content


def test_a_job_that_runs_again_sends_nothing():
    delivery = told()
    run(delivery)

    assert services.carry(delivery_id=delivery.pk) is False
    assert len(mail.outbox) == 1


def test_a_mail_sent_again_after_a_crash_is_the_same_mail():
    delivery = told()
    services.carry(delivery_id=delivery.pk)  # sent; and then the worker dies before its mark

    run(delivery)

    first, second = (m.extra_headers["Message-ID"] for m in mail.outbox)
    assert first == second == message_id(delivery)


def test_two_deliveries_are_two_mails():
    assert message_id(told()) != message_id(told())


def test_with_the_mail_server_down_the_inbox_shows_it_and_the_job_comes_back(settings):
    with mail_server(settings):
        pass  # the port is closed again
    job, delivery = run(told())
    assert (job.state, delivery.state) == ("waiting", "waiting")
    assert "ConnectionRefusedError" in job.last_error
    assert Notice.objects.unread().count() == 1

    with mail_server(settings) as server:
        job, delivery = run(delivery)

    assert (job.state, delivery.state) == ("done", "sent")
    assert [m["Message-ID"] for m in server.received] == [message_id(delivery)]


def test_an_address_that_is_refused_for_good_parks_with_the_servers_words(settings):
    with mail_server(settings) as server:
        server.refuses = "550 5.1.1 no such user here"
        job, delivery = run(told())

    assert job.state == "parked"
    assert "address_refused" in job.last_error
    assert delivery.state == "refused"
    assert delivery.problem == "5.1.1 no such user here"


def test_a_full_mailbox_is_tried_again(settings):
    with mail_server(settings) as server:
        server.refuses = "452 4.2.2 mailbox full"
        job, delivery = run(told())

    assert (job.state, delivery.state) == ("waiting", "waiting")


def test_a_mended_address_gets_the_refused_mail():
    delivery = told()
    services.note_refused(delivery_id=delivery.pk, answer="550 no")

    job, delivery = run(delivery)

    assert (job.state, delivery.state, delivery.problem) == ("done", "sent", "")


def test_the_first_answer_stands():
    delivery = told()
    services.note_sent(delivery_id=delivery.pk)

    services.note_refused(delivery_id=delivery.pk, answer="550 no")

    assert Delivery.objects.get().state == "sent"


def test_a_person_who_left_gets_no_mail():
    assert not EmailChannel().reaches(reader(is_active=False))


def test_what_was_erased_is_not_sent():
    delivery = told()
    Notice.objects.all().delete()

    assert services.carry(delivery_id=delivery.pk) is False
    assert mail.outbox == []


def test_jobs_hold_ids_only():
    delivery = told()

    assert Job.objects.get().args == {"delivery_id": delivery.pk}


def test_another_adapter_writes_a_line_a_delivery(tmp_path, postbox):
    person = reader(language="en")
    delivery = told(email="x@contoh.id")
    delivery.notice.person = person
    channel = FileChannel(tmp_path / "notices")

    channel.deliver(delivery)
    channel.deliver(delivery)

    lines = (tmp_path / "notices" / "notices.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["delivery"] for line in lines] == [delivery.pk, delivery.pk]
    assert json.loads(lines[0])["subject"] == "Your role ends soon: Petugas ujian"
