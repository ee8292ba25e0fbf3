"""What a credential still waits for: its code, then its paper; both follow by jobs."""

from enum import StrEnum

from certification.credentials.models import Credential, Document
from stc.jobs import services as jobs
from stc.jobs.models import Job


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


def awaited(credential: Credential) -> Awaited | None:
    """What is not there yet, and how it goes; ``None`` where all is."""
    name, form = f"{credential.pk}", Document.Form.CERTIFICATE
    if not hasattr(credential, "signature"):
        job = jobs.find("credentials.sign", key=f"credentials.sign:{name}")
        return Awaited(f"signature{_how(job or _batch('credentials.sign_batch', credential))}")
    if form not in credential.papers:
        job = jobs.find("credentials.render_pdf", key=f"credentials.render_pdf:{name}:{form}")
        return Awaited(
            f"paper{_how(job or _batch('credentials.render_batch', credential, form=form))}"
        )
    return None


def _batch(name: str, credential: Credential, **asked: str) -> Job | None:
    """The one that failed with this credential in it. Read one by one: SQLite has no index of what
    is in a list, and few fail.
    """
    for job in jobs.failing(name).iterator():
        if credential.pk in job.args["credential_ids"] and asked.items() <= job.args.items():
            return job
    return None


def _how(job: Job | None) -> str:
    if job is None or not job.last_error:
        return ""
    return "_stopped" if job.state == Job.State.PARKED else "_failing"
