"""What checkers fetch, also as plain files in a storage: for a web server, a CDN, a USB stick."""

import threading

import pytest
from django.core.files.base import ContentFile

from certification.credentials import services, tasks
from certification.credentials.models import StatusList, TrustFile
from stc.files.storage import PublishedFolder, published
from stc.jobs.models import Job
from tests.credentials import trial

pytestmark = pytest.mark.django_db


def put() -> None:
    """What a worker would do now."""
    for job in Job.objects.filter(name__startswith="credentials.put_", state=Job.State.WAITING):
        getattr(tasks, job.name.removeprefix("credentials."))(**job.args)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, done_at=job.created_at)


def content(name: str) -> bytes:
    with published().open(name) as file:
        return file.read()


def test_every_file_in_the_storage_is_what_our_own_pages_serve(client, credential, signing_key):
    trial.signed(credential)
    put()

    number = credential.status_list_id
    for name in (
        "status/kepercayaan",
        f"status/{number}",
        f"status/w3c/{number}/revocation",
        f"status/w3c/{number}/suspension",
    ):
        assert content(name) == client.get(f"/{name}").content != b""


def test_a_change_of_standing_reaches_the_storage(credential, signing_key, officer, reason):
    trial.signed(credential)
    put()
    before = content(f"status/{credential.status_list_id}")

    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="x")
    trial.publish()
    put()

    after = content(f"status/{credential.status_list_id}")
    assert after != before
    assert after == bytes(StatusList.objects.get().content)


def test_a_job_that_comes_late_puts_the_newest(credential, signing_key):
    trial.signed(credential)
    tasks.publish_trust_file()  # two jobs wait; the first already finds the second's file

    tasks.put_trust_file()

    newest = TrustFile.objects.latest("sequence")
    assert content("status/kepercayaan") == bytes(newest.content)
    assert newest.sequence > 1


def test_who_reads_while_a_file_is_replaced_gets_one_or_the_other(tmp_path):
    folder = PublishedFolder(location=tmp_path)
    old, new = b"a" * 200_000, b"b" * 200_000
    folder.save("one", ContentFile(old))
    seen, ended = set(), threading.Event()

    def read() -> None:
        while not ended.is_set():
            seen.add((tmp_path / "one").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _time in range(40):
        folder.save("one", ContentFile(new))
        folder.save("one", ContentFile(old))
    ended.set()
    reader.join()

    assert seen <= {old, new}
    assert [file.name for file in tmp_path.iterdir()] == ["one"]
