"""What always holds of keys, and what a retired and a leaked one signed is worth."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from certification.credentials import services, signer, tasks
from certification.credentials.errors import NoSigningKey
from certification.credentials.models import KeySet, Signature, SigningKey, StatusList
from certification.credentials.services.publishing import KeyWithdrawn
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from tests.credentials import independent, trial
from tests.credentials.trial import address_of, answers, as_if_only, keys, rows

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
GOOD, BAD = ("valid", "valid"), ("unknown", "unknown")


@pytest.fixture
def credential(holder, officer):
    """It ends while keys of today are checked."""
    return trial.issued(holder, by=officer, valid_until=date(2035, 12, 31))


# --- what must always hold -------------------------------------------------------------------


def refused(rows, **values):
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize("field", SigningKey.FROZEN)
def test_what_a_key_is_never_changes(signing_key, field):
    later = timezone.now() + timedelta(days=9999)
    value = later if field.endswith(("_from", "_until")) else "00"
    if field == "purpose":
        value = "issuing"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SigningKey.objects.filter(pk=signing_key.status.pk).update(**{field: value})


def test_no_key_and_no_set_of_keys_is_deleted(signing_key):
    for table in (SigningKey.objects.filter(purpose="root"), KeySet.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            table._raw_delete("default")
    refused(KeySet.objects.all(), sequence=7)


def test_a_compromised_key_never_comes_back(signing_key):
    services.compromise_key(kid=signing_key.issuing.kid, at=timezone.now(), by=None)
    row = SigningKey.objects.filter(pk=signing_key.issuing.pk)

    for values in (
        {"state": "active", "compromised_at": None},
        {"state": "retired", "compromised_at": None, "retired_at": timezone.now()},
        {"compromised_at": timezone.now() + MINUTE},
    ):
        with pytest.raises(DatabaseError, match="never comes back"), transaction.atomic():
            row.update(**values)


def test_a_retired_key_never_signs_again_but_may_leak(signing_key):
    keys("rotate", "issuing")  # young: no successor
    other = rows("issuing")
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        keys("rotate", "issuing")
    with time_machine.travel(timezone.now() + timedelta(days=70)):
        services.retire_key(kid=signing_key.issuing.kid, by=None)
    row = SigningKey.objects.filter(pk=signing_key.issuing.pk)

    for values in ({"state": "active", "retired_at": None}, {"retired_at": timezone.now()}):
        with pytest.raises(DatabaseError, match="never comes back"), transaction.atomic():
            row.update(**values)
    leaked = services.compromise_key(kid=signing_key.issuing.kid, at=timezone.now(), by=None)

    assert len(other) == 1
    assert leaked.state == "compromised"


@pytest.mark.parametrize(
    "changes",
    [
        {"signs_until": datetime(2020, 1, 1, tzinfo=UTC)},
        {"trusted_until": datetime(2026, 1, 1, tzinfo=UTC)},
        {"purpose": "other"},
        {"state": "retired"},
        {"state": "compromised"},
        {"retired_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"purpose": "root"},
        {"kid": "00000000"},
    ],
)
def test_the_database_refuses_a_key_that_cannot_be(signing_key, changes):
    plain = {
        "kid": "0badc0de",
        "purpose": "issuing",
        "public": "ab" * 32,
        "signs_from": datetime(2026, 1, 1, tzinfo=UTC),
        "signs_until": datetime(2027, 1, 1, tzinfo=UTC),
        "trusted_until": datetime(2028, 1, 1, tzinfo=UTC),
    }
    SigningKey.objects.create(**plain | {"kid": "00000000", "public": "cd" * 32})

    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.create(**plain | changes)


# --- retired is not compromised --------------------------------------------------------------


def test_what_a_retired_issuing_key_signed_stays_good(credential, signing_key):
    address = address_of(credential)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        keys("rotate", "issuing")
    with time_machine.travel(timezone.now() + timedelta(days=68)):
        said = keys("retire", signing_key.issuing.kid)
        trial.publish()

        assert answers(address) == GOOD
        assert "tetap asli" in said
        keys("retire", signing_key.issuing.kid)
    assert AuditEntry.objects.filter(act="credentials.retire_key").count() == 1


@pytest.mark.parametrize("retired_before", [False, True])
def test_what_a_compromised_issuing_key_signed_is_good_no_more(
    credential, signing_key, retired_before
):
    address = address_of(credential)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        keys("rotate", "issuing")
    with time_machine.travel(timezone.now() + timedelta(days=68)):
        if retired_before:
            keys("retire", signing_key.issuing.kid)
        trial.publish()
        before = answers(address)
        said = keys("compromise", signing_key.issuing.kid)
        trial.publish()

        assert (before, answers(address)) == (GOOD, BAD)
        assert "1 kode QR" in said
        keys("compromise", signing_key.issuing.kid)
    assert AuditEntry.objects.filter(act="credentials.compromise_key").count() == 1


def test_a_leak_stops_the_signer_at_once_and_is_told_once_the_root_has_signed(
    credential, signing_key, settings
):
    address = address_of(credential)
    settings.ROOT_KEYS_PASSPHRASE = ""
    with pytest.raises(CommandError, match="ROOT_KEYS_PASSPHRASE"):
        keys("compromise", signing_key.issuing.kid)
    trial.publish()
    before = answers(address)
    with pytest.raises(NoSigningKey):
        signer.signer("issuing")

    settings.ROOT_KEYS_PASSPHRASE = trial.PASSPHRASE
    keys("compromise", signing_key.issuing.kid)
    trial.publish()

    assert (before, answers(address)) == (GOOD, BAD)
    assert signer.signer("issuing").row == rows("issuing")[-1]
    assert len(rows("issuing")) == 2


def test_a_list_by_a_status_key_that_retired_since_stays_good(credential, signing_key):
    address = address_of(credential)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        keys("rotate", "status")
    with time_machine.travel(timezone.now() + timedelta(days=68)) as clock:
        StatusList.objects.update(published_at=None)
        as_if_only(signing_key.status, tasks.publish_status_list, credential.status_list_id)
        old = trial.files()[1]
        clock.shift(1)
        keys("retire", signing_key.status.kid)
        tasks.publish_trust_file()

        assert StatusList.objects.get().key == signing_key.status
        assert trial.files()[1] == old
        assert answers(address) == GOOD


def test_a_list_by_a_compromised_status_key_is_good_no_more_and_soon_follows(
    credential, signing_key
):
    address = address_of(credential)
    Job.objects.all().delete()

    keys("compromise", signing_key.status.kid)
    tasks.publish_trust_file()
    before = answers(address)
    waiting = Job.objects.filter(name="credentials.publish_status_list").count()
    tasks.publish_status_list(list_id=credential.status_list_id)

    assert (before, answers(address)) == (BAD, GOOD)
    assert waiting > 0
    assert StatusList.objects.get().key == rows("status")[1]


def test_a_list_whose_key_signs_no_more_is_due(credential, signing_key):
    trial.signed(credential)
    assert services.stale_lists() == []

    services.compromise_key(kid=signing_key.status.kid, at=timezone.now(), by=None)

    assert services.stale_lists() == [credential.status_list_id]


def test_after_a_root_s_compromise_nothing_counts_until_another_signs(credential, signing_key):
    address = address_of(credential)
    old = trial.files()
    services.compromise_key(kid=signing_key.root.kid, at=timezone.now(), by=None)
    assert (services.pinned(), answers(address)) == (("", 0), BAD)

    keys("compromise", signing_key.root.kid)
    trial.publish()

    (_first, root) = rows("root")
    assert services.pinned() == (root.public, 2)
    assert answers(address) == GOOD
    now = int(timezone.now().timestamp())
    assert independent.standing(address, root.public, *old, now) == "unknown"


def test_what_was_signed_while_its_key_leaked_is_not_kept(credential, signing_key):
    signature = signer.sign_credential(credential_id=credential.pk)
    status_list = signer.sign_status_list(list_id=credential.status_list_id)
    for key in (signing_key.issuing, signing_key.status):
        services.compromise_key(kid=key.kid, at=timezone.now(), by=None)

    with pytest.raises(KeyWithdrawn):
        services.keep_signature(signature)
    with pytest.raises(KeyWithdrawn):
        services.keep_status_list(status_list)

    assert Signature.objects.count() == 0
