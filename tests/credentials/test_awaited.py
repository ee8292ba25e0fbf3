"""What a credential still waits for, as its officer reads it."""

import pytest

from certification.credentials import tasks
from stc.jobs import services as jobs
from stc.jobs import worker
from stc.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def officers_page(client, credential, officer):
    client.force_login(officer)

    def read() -> str:
        return client.get(credential.get_absolute_url()).content.decode()

    return read


def work() -> None:
    while worker.run_next():
        pass


def test_first_its_signature_then_its_paper_then_nothing(officers_page, credential, signing_key):
    assert "Kodenya sedang ditandatangani" in officers_page()

    tasks.sign(credential_id=credential.pk)
    assert "PDF sedang disiapkan. Kode QR sudah ditandatangani." in officers_page()

    work()
    assert "ditandatangani" not in officers_page()


def test_a_signer_without_its_keys_stops_and_its_officer_is_told_where_to_look(
    officers_page, credential, signing_key, settings
):
    settings.KEYS_PASSPHRASE = "salah sama sekali"
    work()

    assert Job.objects.get(name="credentials.sign").state == Job.State.PARKED
    assert "Kodenya belum dapat ditandatangani, dan tidak dicoba lagi sendiri" in officers_page()


def test_what_failed_and_is_tried_again_is_told(officers_page, credential):
    Job.objects.filter(name="credentials.sign").update(last_error="OSError")

    assert "Kodenya belum dapat ditandatangani, dan dicoba lagi sendiri" in officers_page()


def test_an_old_credential_whose_jobs_are_forgotten_waits_plainly(officers_page, credential):
    Job.objects.all().delete()

    assert "Kodenya sedang ditandatangani" in officers_page()


@pytest.mark.parametrize(
    ("state", "said"), [("waiting", "dan dicoba lagi sendiri"), ("parked", "dan tidak dicoba lagi")]
)
def test_what_failed_together_with_others_is_told_of_each(
    officers_page, credential, signing_key, state, said
):
    tasks.sign(credential_id=credential.pk)
    Job.objects.all().delete()
    for form, ids in (("certificate", [credential.pk + 1]), ("card", [credential.pk])):
        jobs.enqueue("credentials.render_batch", credential_ids=ids, form=form)
        Job.objects.update(state=state, last_error="OSError")
    assert "PDF sedang disiapkan" in officers_page()

    ids = [credential.pk + 1, credential.pk]
    jobs.enqueue("credentials.render_batch", credential_ids=ids, form="certificate")
    Job.objects.update(state=state, last_error="OSError")

    assert f"PDF belum dapat dibuat, {said}" in officers_page()
