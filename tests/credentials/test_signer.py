"""Who signs, when, and that no page can."""

from datetime import date, timedelta

import grimp
import pytest
import time_machine
from django.core.management import CommandError
from django.utils import timezone

from certification.credentials import services, signer, tasks
from certification.credentials.errors import NoSigningKey, OutlivesKey
from certification.credentials.formats import carrier
from certification.credentials.models import Signature, SigningKey, StatusList
from stc.jobs.models import Job
from tests.credentials import independent, trial
from tests.credentials.trial import address_of, answers, as_if_only, away, keys, rows

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
GOOD = ("valid", "valid")


@pytest.fixture
def credential(holder, officer):
    """It ends while keys of today are checked."""
    return trial.issued(holder, by=officer, valid_until=date(2035, 12, 31))


# --- time ------------------------------------------------------------------------------------


def test_a_key_that_ends_at_midnight_signs_until_then_and_its_successor_from_then_on(
    credential, signing_key
):
    until = signing_key.status.signs_until
    with time_machine.travel(until - timedelta(days=20)):
        keys("rotate", "status")
        keys("rotate", "issuing")
    old, new = rows("status")

    signed = []
    for at in (until - timedelta(seconds=1), until):
        with time_machine.travel(at, tick=False):
            StatusList.objects.update(published_at=None)
            if at < until:
                tasks.sign(credential_id=credential.pk)
                as_if_only(old, tasks.publish_status_list, credential.status_list_id)
            tasks.publish_trust_file()
            signed.append((StatusList.objects.get().key, answers(_code(credential))))

    assert timezone.localtime(until, timezone.get_default_timezone()).hour == 0
    assert signed == [(old, GOOD), (old, GOOD)]
    with time_machine.travel(until, tick=False):
        assert signer.signer("status").row == new
        away(new)
        with pytest.raises(NoSigningKey):
            signer.signer("status")


def _code(credential) -> str:
    signature = Signature.objects.get(credential=credential)
    return carrier.pack(bytes(signature.code), base_url="https://stc.example")


@pytest.mark.parametrize(("behind", "signs"), [(5 * MINUTE, True), (6 * MINUTE, False)])
def test_a_host_five_minutes_behind_the_one_that_made_the_key_signs_at_once(
    credential, signing_key, behind, signs
):
    began = signing_key.status.signs_from
    with time_machine.travel(began - behind + timedelta(seconds=1), tick=False):
        if not signs:
            with pytest.raises(NoSigningKey):
                tasks.publish_status_list(list_id=credential.status_list_id)
            return
        address = address_of(credential)

    assert answers(address, now=began) == GOOD


@pytest.mark.parametrize("ahead", [-5 * MINUTE, 5 * MINUTE])
def test_a_signer_five_minutes_off_is_believed(credential, signing_key, ahead):
    now = timezone.now() + timedelta(hours=1)
    with time_machine.travel(now + ahead, tick=False):
        address = address_of(credential)

    assert answers(address, now=now) == GOOD


def test_no_certificate_outlives_the_key_that_signed_it(holder, officer, no_keys):
    keys("ceremony")
    credential = trial.issued(holder, by=officer)

    with pytest.raises(OutlivesKey):
        tasks.sign(credential_id=credential.pk)


# --- who signs -------------------------------------------------------------------------------


def _retired(rows):
    SigningKey.objects.filter(pk=rows.issuing.pk).update(state="retired", retired_at=timezone.now())


def _compromised(rows):
    services.compromise_key(kid=rows.issuing.kid, at=timezone.now(), by=None)


def _gone(rows):
    away(rows.issuing)


@pytest.mark.parametrize("lacking", [_retired, _compromised, _gone])
def test_without_a_key_that_may_sign_the_job_says_so(credential, signing_key, lacking):
    lacking(signing_key)

    with pytest.raises(NoSigningKey):
        tasks.sign(credential_id=credential.pk)


def test_a_key_that_the_root_does_not_vouch_for_signs_nothing(credential, no_keys, settings):
    settings.ROOT_KEYS_PASSPHRASE = ""
    with pytest.raises(CommandError):
        keys("ceremony")

    with pytest.raises(NoSigningKey, match="akar"):
        tasks.sign(credential_id=credential.pk)
    with pytest.raises(NoSigningKey):
        tasks.publish_trust_file()


def test_each_purpose_has_its_own_key(credential, signing_key):
    trial.signed(credential)

    code = bytes(Signature.objects.get().code)
    trust, lists = trial.files()
    assert independent.by(code).hex() == signing_key.issuing.kid
    assert {independent.by(file).hex() for file in (trust, *lists.values())} == {
        signing_key.status.kid
    }


def test_what_signs_has_a_queue_of_its_own(credential, signing_key, officer):
    services.suspend(credential_id=credential.pk, by=officer, note="x")
    tasks.sign(credential_id=credential.pk)

    queues = dict(Job.objects.values_list("name", "queue"))
    assert queues["credentials.sign"] == "signer"
    assert queues["credentials.render_pdf"] == "signer"
    assert queues["credentials.publish_status_list"] == "signer"
    assert queues["credentials.publish_trust_file"] == "signer"


DOORS = ("views", "forms", "permissions", "menu", "of_person", "next_step", "services", "kinds")


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("certification", "associations", "courses", "search", "stc")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("secret", ["keystore", "signer"])
def test_no_module_of_a_page_leads_to_the_keys(imports, door, secret):
    ours = "certification.credentials"

    way = imports.find_shortest_chain(f"{ours}.{door}", f"{ours}.{secret}", as_packages=True)

    assert way is None
    assert imports.find_shortest_chain(f"{ours}.tasks", f"{ours}.{secret}", as_packages=True)


def test_no_room_but_this_one_s_jobs_and_commands_knows_the_signer(imports):
    ours = "certification.credentials"
    inside = imports.find_descendants(f"{ours}.signer") | imports.find_descendants(
        f"{ours}.keystore"
    )
    inside |= {f"{ours}.signer", f"{ours}.keystore"}

    knowing = {m for secret in inside for m in imports.find_modules_that_directly_import(secret)}

    assert knowing - inside == {
        f"{ours}.tasks",
        f"{ours}.management.commands.keys",
        f"{ours}.management.commands.document_key",
    }


def test_while_the_signer_is_down_issuing_queues_and_pages_say_so(
    client, credential, officer, settings
):
    settings.DEMO = True  # asks no second factor
    settings.KEYS_URL = "none:"
    waiting = Job.objects.get(name="credentials.sign")
    client.force_login(officer)

    page = client.get(credential.get_absolute_url()).content.decode()
    typed = client.post("/v/serial", {"serial": credential.shown_serial}).content.decode()

    assert (waiting.state, waiting.queue) == (Job.State.WAITING, "signer")
    assert "sedang ditandatangani" in page
    assert "Asli dan berlaku" in typed


def test_pages_need_neither_store_nor_passphrase(client, credential, settings):
    settings.KEYS_URL = settings.ROOT_KEYS_URL = "none:"

    assert client.get("/v").status_code == 200
    assert client.post("/v/serial", {"serial": credential.shown_serial}).status_code == 200
