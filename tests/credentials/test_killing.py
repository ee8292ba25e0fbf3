"""The worker is killed while it renders, again and again: one paper each, whole, none beside it."""

import hashlib
import time
from pathlib import Path

import pytest
from django.conf import settings

from certification.credentials import tasks
from certification.credentials.models import Document
from stc.jobs.models import Job
from tests.credentials import trial

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]
PAPERS, KILLS = 40, 4


def wait_for(papers: int) -> None:
    end = time.monotonic() + 120
    while (there := Document.objects.count()) < papers:
        assert time.monotonic() < end, f"{there} of {papers}"
        time.sleep(0.01)


def test_killed_while_rendering_it_leaves_one_paper_each(
    holder, officer, signing_key, document_key, worker
):
    folder = Path(settings.STORAGES["private"]["OPTIONS"]["location"]) / "credentials"
    before = set(folder.glob("*.pdf"))
    for n in range(PAPERS):
        tasks.sign(credential_id=trial.issued(holder, by=officer, source=f"trial:{n}").pk)

    for part in range(1, KILLS + 1):
        process = worker()
        wait_for(part * PAPERS // (KILLS + 2))
        trial.kill(process)
    worker()
    wait_for(PAPERS)

    told = {Path(d.file.name).name: d.sha256 for d in Document.objects.all()}
    files = set(folder.glob("*.pdf")) - before
    assert {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files} == told
    assert len(told) == PAPERS
    assert all(b"/DocMDP" in file.read_bytes() for file in files), "certified, each of them"
    tried = Job.objects.filter(name="credentials.render_pdf").values_list("attempts", flat=True)
    assert len(tried) == PAPERS
    assert sum(tried) > PAPERS, "no kill fell into a job"
