"""The private storage takes no more: nothing half is kept, pages say so, and it is tried again."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from certification.credentials.models import Document, Signature
from stc.jobs import worker
from stc.jobs.models import Job
from tests.credentials.disks import FullDisk

pytestmark = pytest.mark.django_db
FAILING = "PDF belum dapat dibuat, dan dicoba lagi sendiri"
STOPPED = "PDF belum dapat dibuat, dan tidak dicoba lagi sendiri"
BEING_MADE = "Sedang dibuat"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where papers are kept, this test's alone."""
    settings.DEMO = True  # asks no second factor
    private = {
        **settings.STORAGES["private"],
        "OPTIONS": {"location": tmp_path / "private"},
    }
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return tmp_path / "private" / "credentials"


@pytest.fixture
def full(settings, folder):
    """Fill the disk, and free it again by what this returns."""
    before = settings.STORAGES
    backend = f"{FullDisk.__module__}.{FullDisk.__qualname__}"
    settings.STORAGES = {**before, "private": {**before["private"], "BACKEND": backend}}

    def freed() -> None:
        settings.STORAGES = before

    return freed


def work(*, after: timedelta = timedelta(0)) -> None:
    with time_machine.travel(timezone.now() + after):
        while worker.run_next():
            pass


def job() -> Job:
    return Job.objects.get(name="credentials.render_pdf")


@pytest.fixture
def unkept(credential, signing_key, full):
    """Signed, and its paper refused by the disk once."""
    work()
    return credential


def pages(client, credential, officer) -> tuple[str, str]:
    """What its officer and its holder read of it."""
    said = []
    for person, path in (
        (officer, credential.get_absolute_url()),
        (credential.holder, f"/saya/sertifikat/{credential.number}/"),
    ):
        client.force_login(person)
        said.append(client.get(path).content.decode())
    return tuple(said)


def test_nothing_half_is_kept_and_the_job_goes_on_trying(unkept, folder):
    assert (job().state, job().attempts) == (Job.State.WAITING, 1)
    assert job().last_error.startswith("OSError")
    assert list(folder.iterdir()) == []
    assert not Document.objects.exists()
    assert Signature.objects.get().credential == unkept


def test_its_officer_reads_that_it_failed_and_its_holder_that_it_is_being_made(
    client, unkept, officer
):
    officers, holders = pages(client, unkept, officer)

    assert FAILING in officers
    assert BEING_MADE in holders


def test_once_there_is_room_the_paper_is_whole_and_nobody_reads_of_it(
    client, unkept, officer, full, folder
):
    full()

    work(after=timedelta(minutes=1))

    document = Document.objects.get()
    assert [file.stem for file in folder.iterdir()] == [document.sha256]
    assert job().state == Job.State.DONE
    officers, holders = pages(client, unkept, officer)
    assert "PDF belum" not in officers
    assert BEING_MADE not in holders


def test_what_is_tried_no_more_is_told_to_its_officer(client, unkept, officer, folder):
    for hours in range(1, 10):
        work(after=timedelta(hours=2 * hours))

    assert job().state == Job.State.PARKED
    assert list(folder.iterdir()) == []
    officers, holders = pages(client, unkept, officer)
    assert STOPPED in officers
    assert BEING_MADE in holders
