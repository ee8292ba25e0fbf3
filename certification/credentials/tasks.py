from datetime import timedelta

from certification.credentials import services, signer
from certification.credentials.signer.who import QUEUE
from stc.jobs import services as jobs
from stc.jobs.registry import every, job

# What needs a private key has a queue of its own: its worker may run on another host than all else.


@job("credentials.sign", queue=QUEUE)
def sign(*, credential_id: int) -> None:
    signature = signer.sign_credential(credential_id=credential_id)
    with jobs.completing():
        services.keep_signature(signature)


@job("credentials.sign_batch", queue=QUEUE)
def sign_batch(*, credential_ids: list[int]) -> None:
    """One that cannot be signed does not keep the others waiting."""
    batch = signer.sign_batch(credential_ids=credential_ids)
    with jobs.completing():
        services.keep_signatures(batch.signatures)
        services.sign_apart(batch.refused)


@job("credentials.publish_status_list", queue=QUEUE)
def publish_status_list(*, list_id: int) -> None:
    signed = signer.sign_status_list(list_id=list_id)
    with jobs.completing():
        services.keep_status_list(signed)


@job("credentials.publish_trust_file", queue=QUEUE)
def publish_trust_file() -> None:
    trust_file = signer.sign_trust_file()
    with jobs.completing():
        services.keep_trust_file(trust_file)


@job("credentials.put_status_list")
def put_status_list(*, list_id: int) -> None:
    with jobs.completing():
        services.put_status_list(list_id=list_id)


@job("credentials.put_trust_file")
def put_trust_file() -> None:
    with jobs.completing():
        services.put_trust_file()


@job("credentials.render_pdf", queue=QUEUE)
def render_pdf(*, credential_id: int, form: str) -> None:
    content = signer.make_document(credential_id=credential_id, form=form)
    with jobs.completing():
        services.keep_document(credential_id=credential_id, form=form, content=content)


@job("credentials.render_batch", queue=QUEUE)
def render_batch(*, credential_ids: list[int], form: str) -> None:
    """One that cannot be made does not keep the others waiting."""
    made = signer.make_documents(credential_ids=credential_ids, form=form)
    with jobs.completing():
        for credential_id, content in made.contents.items():
            services.keep_document(credential_id=credential_id, form=form, content=content)
        services.make_apart(made.failed, form=form)


@job("credentials.refresh")
def refresh() -> None:
    """Have signed anew what is old, so that its age tells a checker that we are there."""
    with jobs.completing():
        for list_id in services.stale_lists():
            jobs.enqueue("credentials.publish_status_list", list_id=list_id)
        if services.has_keys():
            jobs.enqueue("credentials.publish_trust_file")


@job("credentials.forget_links")
def forget_links() -> None:
    """What was kept of links that ended long ago."""
    with jobs.completing():
        services.forget_links()


every("credentials.refresh", timedelta(hours=6))
every("credentials.forget_links", timedelta(days=1))
