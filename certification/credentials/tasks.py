from datetime import timedelta

from certification.credentials import services
from stc.jobs import services as jobs
from stc.jobs.registry import every, job


@job("credentials.sign")
def sign(*, credential_id: int) -> None:
    signature = services.sign_credential(credential_id=credential_id)
    with jobs.completing():
        services.keep_signature(signature)


@job("credentials.render_pdf")
def render_pdf(*, credential_id: int) -> None:
    content = services.render_document(credential_id=credential_id)
    with jobs.completing():
        services.keep_document(credential_id=credential_id, content=content)


@job("credentials.publish_status_list")
def publish_status_list(*, list_id: int) -> None:
    signed = services.sign_status_list(list_id=list_id)
    with jobs.completing():
        services.keep_status_list(signed)


@job("credentials.publish_trust_file")
def publish_trust_file() -> None:
    trust_file = services.sign_trust_file()
    with jobs.completing():
        services.keep_trust_file(trust_file)


@job("credentials.refresh")
def refresh() -> None:
    """Sign anew what is old, so that its age tells a checker that we are there."""
    with jobs.completing():
        for list_id in services.stale_lists():
            jobs.enqueue("credentials.publish_status_list", list_id=list_id)
        if services.has_keys():
            jobs.enqueue("credentials.publish_trust_file")


every("credentials.refresh", timedelta(hours=6))
