from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from certification.credentials import services, signer, tasks
from certification.credentials.formats import carrier, cose, serials
from certification.credentials.models import Signature, SigningKey, StatusList, TrustFile
from stc.jobs.models import Job
from tests.credentials import independent, trial

pytestmark = pytest.mark.django_db


def lists() -> dict[int, bytes]:
    return {row.pk: bytes(row.content) for row in StatusList.objects.all()}


def test_the_code_says_what_was_issued(credential, signing_key):
    envelope = cose.unwrap(trial.signed(credential))
    claims = cose.read_claims(envelope.payload)

    assert envelope.is_signed_by(bytes.fromhex(signing_key.issuing.public))
    assert serials.of_bytes(claims.cti) == credential.serial
    assert (claims.name, claims.scheme, claims.level) == ("Siti Rahmawati", "GP", "pratama")
    assert (claims.valid_from, claims.valid_until) == (
        credential.valid_from,
        credential.valid_until,
    )


def test_signed_once_however_often_the_job_runs(credential, signing_key):
    first = trial.signed(credential)

    assert trial.signed(credential) == first
    assert Signature.objects.count() == 1


def test_a_second_worker_with_the_same_job_keeps_the_first_signature(credential, signing_key):
    one, two = (signer.sign_credential(credential_id=credential.pk) for _ in range(2))

    services.keep_signature(one)
    services.keep_signature(two)

    assert Signature.objects.get() == one


def said_of(address: str, keys, *, now: int | None = None) -> str:
    now = int(timezone.now().timestamp()) if now is None else now
    return independent.standing(address, keys.root.public, *trial.files(), now)


def test_an_independent_checker_follows_its_standing(credential, signing_key, officer, reason):
    address = carrier.pack(trial.signed(credential), base_url="https://stc.example")
    said = [said_of(address, signing_key)]

    for act in (services.suspend, services.lift):
        act(credential_id=credential.pk, by=officer, note="")
        trial.publish()
        said.append(said_of(address, signing_key))
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="")
    trial.publish()
    said.append(said_of(address, signing_key))

    assert said == ["valid", "suspended", "valid", "revoked"]


def test_it_runs_out_by_its_own_word(credential, signing_key):
    address = carrier.pack(trial.signed(credential), base_url="")
    end = int(datetime(2099, 12, 31, 17, tzinfo=UTC).timestamp())

    said = [said_of(address, signing_key, now=at) for at in (end - 1, end)]

    assert said == ["valid", "expired"]


def test_a_list_with_nothing_new_to_say_is_left_alone(credential, signing_key):
    trial.signed(credential)
    before = lists()

    tasks.publish_status_list(list_id=credential.status_list_id)

    assert lists() == before


def test_a_slow_worker_never_overwrites_a_newer_list(credential, signing_key, officer):
    slow = signer.sign_status_list(list_id=credential.status_list_id)
    services.suspend(credential_id=credential.pk, by=officer, note="")
    tasks.publish_status_list(list_id=credential.status_list_id)
    newer = lists()

    services.keep_status_list(slow)

    assert lists() == newer


def test_an_old_list_is_signed_anew(credential, signing_key):
    trial.signed(credential)
    before = lists()

    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        Job.objects.all().delete()
        tasks.refresh()
        waiting = set(Job.objects.values_list("name", flat=True))
        tasks.publish_status_list(list_id=credential.status_list_id)

    assert waiting == {"credentials.publish_status_list", "credentials.publish_trust_file"}
    assert lists() != before


def test_a_new_installation_without_a_key_refreshes_nothing(db):
    tasks.refresh()

    assert Job.objects.count() == 0


def test_the_trust_file_names_keys_schemes_and_lists(credential, signing_key):
    trial.signed(credential)
    root, issuing, status = (
        {bytes.fromhex(row.kid): bytes.fromhex(row.public)}
        for row in (signing_key.root, signing_key.issuing, signing_key.status)
    )

    told = independent.opened(bytes(TrustFile.objects.first().content), status)

    version, _sequence, made, expires, key_set, titles, numbers = told
    assert (version, expires - made) == (2, 7 * 24 * 3600)
    _version, number, _made, keys = independent.opened(key_set, root)
    assert (number, [key[1] for key in keys]) == (1, [1, 2])
    assert {key[0]: key[2] for key in keys} == issuing | status
    assert titles == [["GP", "Satpam Gada Pratama", "Security Guard, Gada Pratama"]]
    assert numbers == [credential.status_list_id]


def test_the_trust_file_never_goes_back(signing_key):
    slow = signer.sign_trust_file()
    tasks.publish_trust_file()
    Job.objects.all().delete()

    services.keep_trust_file(slow)

    # It may have told what the other did not: it is asked for anew.
    assert list(Job.objects.values_list("name", flat=True)) == ["credentials.publish_trust_file"]
    assert list(TrustFile.objects.values_list("sequence", flat=True)) == [1]
    tasks.publish_trust_file()
    assert TrustFile.objects.first().sequence == 2


def test_what_was_signed_is_never_changed(credential, signing_key):
    trial.signed(credential)

    for rows in (Signature.objects.all(), TrustFile.objects.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Signature.objects.update(code=b"x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SigningKey.objects.update(public="00" * 32)
