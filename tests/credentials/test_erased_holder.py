"""A holder is erased under the privacy law: what was issued is checked on, and leads to nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from certification.credentials import services, sharing
from certification.credentials.models import Credential, ShareLink
from stc.accounts.groups import PLATFORM_ADMINS
from stc.accounts.models import User
from stc.accounts.reference import load_reference
from stc.accounts.services import erasure
from stc.jobs import worker
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial

pytestmark = pytest.mark.django_db
GOOD = ("valid", "valid")


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def code(credential, signing_key) -> str:
    """What its QR says, printed before."""
    return trial.address_of(credential)


@pytest.fixture
def link(credential) -> ShareLink:
    return services.share(credential_id=credential.pk, by=credential.holder, days=30)


@pytest.fixture
def forget(credential):
    """Ask, grant, and let the jobs run once the farewell is over."""
    load_reference()

    def run() -> None:
        asked = erasure.ask_for_erasure(person_id=credential.holder_id)
        admin = an_officer(PLATFORM_ADMINS)
        erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")
        with time_machine.travel(timezone.now() + erasure.FAREWELL + timedelta(minutes=1)):
            while worker.run_next():
                pass

    return run


def test_its_code_and_its_serial_are_answered_as_before(client, credential, code, forget):
    forget()

    trial.publish()
    assert trial.answers(code) == GOOD
    typed = client.post("/v/serial", {"serial": credential.shown_serial}).content.decode()
    assert "Asli dan berlaku" in typed
    assert "Siti Rahmawati" in typed


def test_it_can_still_be_revoked(credential, code, forget, officer, reason):
    forget()

    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="Palsu")

    trial.publish()
    assert trial.answers(code) == ("revoked", "revoked")


def test_the_salt_is_gone_and_the_record_it_names_is_empty(credential, code, forget):
    forget()

    left = Credential.objects.select_related("holder").get()
    assert left.salt == ""
    assert (left.holder.email, left.holder.is_active) == (None, False)
    assert left.holder.full_name == "Orang terhapus"


def test_the_holder_s_pages_and_shared_links_are_closed(client, credential, code, link, forget):
    shared = reverse("credentials:shared", args=[sharing.shown_token(link)])
    assert "Siti Rahmawati" in client.get(shared).content.decode()
    client.force_login(credential.holder)
    own = reverse("credentials:own", args=[credential.number])
    assert client.get(own).status_code == 200

    forget()

    assert client.get(own).headers["Location"].startswith("/akun/masuk/")
    page = client.get(shared)
    assert page.status_code == 404
    assert "Siti Rahmawati" not in page.content.decode()
    assert not ShareLink.objects.exists()


def test_its_paper_is_for_officers_alone(client, credential, code, forget, officer):
    """What was issued is proved by it."""
    paper = reverse("credentials:document", args=[credential.number, "certificate"])
    client.force_login(credential.holder)
    forget()

    assert client.get(paper).headers["Location"].startswith("/akun/masuk/")
    client.force_login(officer)
    assert client.get(paper).headers["Location"].startswith(f"{settings.FILES_URL}/pribadi/")


def test_no_other_record_of_the_same_name_finds_it(client, credential, code, forget):
    forget()
    again = User.objects.create_user("siti@contoh.test", full_name="Siti Rahmawati")
    client.force_login(again)

    assert credential.number not in client.get("/saya/sertifikat/").content.decode()
