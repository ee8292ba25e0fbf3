from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from certification.credentials import carrier, cose, keys, serials, services, tasks
from certification.credentials.errors import NoSigningKey
from certification.credentials.models import IssuingKey, Signature, StatusList, TrustFile
from stc.jobs.models import Job
from tests.credentials import independent, trial

pytestmark = pytest.mark.django_db


def known(row) -> dict[bytes, bytes]:
    return {bytes.fromhex(row.kid): bytes.fromhex(row.public)}


def lists() -> dict[int, bytes]:
    return {row.pk: bytes(row.content) for row in StatusList.objects.all()}


def test_the_code_says_what_was_issued(credential, signing_key):
    _private, row = signing_key

    envelope = cose.unwrap(trial.signed(credential))
    claims = cose.read_claims(envelope.payload)

    assert envelope.is_signed_by(bytes.fromhex(row.public))
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
    one, two = (services.sign_credential(credential_id=credential.pk) for _ in range(2))

    services.keep_signature(one)
    services.keep_signature(two)

    assert Signature.objects.get() == one


def test_an_independent_checker_follows_its_standing(credential, signing_key, officer, reason):
    _private, row = signing_key
    address = carrier.pack(trial.signed(credential), base_url="https://stc.example")
    now = int(timezone.now().timestamp())
    said = [independent.standing(address, known(row), lists(), now)]

    for act in (services.suspend, services.lift):
        act(credential_id=credential.pk, by=officer, note="")
        trial.publish()
        said.append(independent.standing(address, known(row), lists(), now))
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="")
    trial.publish()
    said.append(independent.standing(address, known(row), lists(), now))

    assert said == ["valid", "suspended", "valid", "revoked"]
    assert independent.standing(address, {b"none": b""}, lists(), now) == "not_genuine"


def test_it_runs_out_by_its_own_word(credential, signing_key):
    _private, row = signing_key
    address = carrier.pack(trial.signed(credential), base_url="")
    end = int(datetime(2099, 12, 31, 17, tzinfo=UTC).timestamp())

    said = [independent.standing(address, known(row), lists(), at) for at in (end - 1, end)]

    assert said == ["valid", "expired"]


def test_a_list_with_nothing_new_to_say_is_left_alone(credential, signing_key):
    trial.signed(credential)
    before = lists()

    tasks.publish_status_list(list_id=credential.status_list_id)

    assert lists() == before


def test_a_slow_worker_never_overwrites_a_newer_list(credential, signing_key, officer):
    slow = services.sign_status_list(list_id=credential.status_list_id)
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
    _private, row = signing_key
    trial.signed(credential)

    told = independent.opened(bytes(TrustFile.objects.first().content), known(row))

    version, _sequence, made, expires, told_keys, titles, numbers = told
    assert (version, expires - made) == (1, 7 * 24 * 3600)
    assert [key[:2] for key in told_keys] == [list(pair) for pair in known(row).items()]
    assert titles == [["GP", "Satpam Gada Pratama", "Security Guard, Gada Pratama"]]
    assert numbers == [credential.status_list_id]


def test_the_trust_file_never_goes_back(signing_key):
    slow = services.sign_trust_file()
    tasks.publish_trust_file()

    services.keep_trust_file(slow)

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
        IssuingKey.objects.update(public="00" * 32)


def _no_file(settings, row):
    settings.ISSUING_KEY_FILE.unlink()


def _no_pem(settings, row):
    settings.ISSUING_KEY_FILE.write_text("x")


def _retired(settings, row):
    services.retire_key(kid=row.kid, by=None)


def _compromised(settings, row):
    services.compromise_key(kid=row.kid, at=timezone.now(), by=None)


@pytest.mark.parametrize("lacking", [_no_file, _no_pem, _retired, _compromised])
def test_without_a_key_that_may_sign_the_job_says_so(credential, signing_key, settings, lacking):
    lacking(settings, signing_key[1])

    with pytest.raises(NoSigningKey):
        tasks.sign(credential_id=credential.pk)


def test_a_key_signs_no_longer_than_its_window(credential, signing_key):
    with (
        time_machine.travel(timezone.now() + timedelta(days=366)),
        pytest.raises(NoSigningKey),
    ):
        tasks.sign(credential_id=credential.pk)


def test_a_key_is_retired_and_compromised_once(signing_key):
    _private, row = signing_key
    at = timezone.now()

    retired = [services.retire_key(kid=row.kid, by=None).state for _ in range(2)]
    leaked = [services.compromise_key(kid=row.kid, at=at, by=None) for _ in range(2)]

    assert retired == ["retired", "retired"]
    assert [key.compromised_at for key in leaked] == [at, at]


def test_the_command_makes_a_key_once_and_never_overwrites_it(db, settings, tmp_path, capsys):
    settings.ISSUING_KEY_FILE = tmp_path / "keys" / "issuing.pem"
    with pytest.raises(CommandError):
        call_command("issuing_key")

    call_command("issuing_key", make=True)
    made = settings.ISSUING_KEY_FILE.read_bytes()
    call_command("issuing_key", make=True)

    assert settings.ISSUING_KEY_FILE.read_bytes() == made
    assert settings.ISSUING_KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert IssuingKey.objects.count() == 1
    with pytest.raises(FileExistsError):
        keys.make(settings.ISSUING_KEY_FILE)


def test_the_private_key_is_in_no_row(credential, signing_key):
    private, _row = signing_key
    trial.signed(credential)
    secret = private.private_bytes_raw()

    from stc.home.rows import lines_of

    models = (IssuingKey, Signature, StatusList, TrustFile, Job, type(credential))
    rows = b"".join(line for model in models for line in lines_of(model))
    assert secret.hex().encode() not in rows
    assert secret not in b"".join(bytes(row.content) for row in TrustFile.objects.all())
