"""What a credential still waits for: its code, then its paper; both follow by jobs."""

from enum import StrEnum

from certification.credentials.models import Credential, Document
from stc.jobs import services as jobs
from stc.jobs.models import Job

SIGN, SIGN_MANY = "credentials.sign", "credentials.sign_batch"
MAKE, MAKE_MANY = "credentials.render_pdf", "credentials.render_batch"


class Awaited(StrEnum):
    """``FAILING`` is tried again by itself. ``STOPPED`` is not: admins see why among the parked
    jobs.
    """

    SIGNATURE = "signature"
    SIGNATURE_FAILING = "signature_failing"
    SIGNATURE_STOPPED = "signature_stopped"
    PAPER = "paper"
    PAPER_FAILING = "paper_failing"
    PAPER_STOPPED = "paper_stopped"


def jobs_of(credential: Credential) -> list[Job]:
    """What signs it and makes its papers, and the batches that failed, in one query."""
    keys = {
        SIGN: [f"{SIGN}:{credential.pk}"],
        MAKE: [f"{MAKE}:{credential.pk}:{form}" for form in Document.Form.values],
    }
    return jobs.about(keys=keys, failing=[SIGN_MANY, MAKE_MANY])


def awaited(credential: Credential, found: list[Job]) -> Awaited | None:
    """What is not there yet, and how it goes by ``jobs_of``; ``None`` where all is."""
    form = Document.Form.CERTIFICATE
    if not hasattr(credential, "signature"):
        return Awaited(f"signature{_how(credential, found, {SIGN, SIGN_MANY})}")
    if form not in credential.papers:
        return Awaited(f"paper{_how(credential, found, {MAKE, MAKE_MANY}, form=form)}")
    return None


def _how(credential: Credential, found: list[Job], names: set[str], **asked: str) -> str:
    for job in found:
        ids = job.args.get("credential_ids", [job.args.get("credential_id")])
        its_own = job.name in names and credential.pk in ids and asked.items() <= job.args.items()
        if its_own and job.last_error and job.state != Job.State.DONE:
            return "_stopped" if job.state == Job.State.PARKED else "_failing"
    return ""
