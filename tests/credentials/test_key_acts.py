"""What key holders do: the ceremony, rotation, and what they are told."""

import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from certification.credentials import keystore, services, signer, tasks
from certification.credentials.errors import LastKey, NoSigningKey, NoSuchKey
from certification.credentials.management.commands import keys as command
from certification.credentials.models import KeySet, Signature, SigningKey, StatusList, TrustFile
from certification.credentials.services.key_sets import is_told
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from tests.credentials import independent, trial
from tests.credentials.trial import address_of, answers, away, keys, rows

pytestmark = pytest.mark.django_db
GOOD = ("valid", "valid")


@pytest.fixture
def credential(holder, officer):
    """It ends while keys of today are checked."""
    return trial.issued(holder, by=officer, valid_until=date(2035, 12, 31))


# --- the ceremony ----------------------------------------------------------------------------


def test_a_ceremony_makes_root_issuing_and_status_key_and_the_root_signs_the_others(no_keys):
    said = keys("ceremony")

    (root,), (issuing,), (status,) = (rows(p) for p in ("root", "issuing", "status"))
    key_set = KeySet.objects.get()
    told = independent.opened(
        bytes(key_set.content), {bytes.fromhex(root.kid): bytes.fromhex(root.public)}
    )
    assert {key[0].hex() for key in told[3]} == {issuing.kid, status.kid}
    assert services.pinned() == (root.public, 1)
    assert keystore.opened(keystore.ROOT).kids() == {root.kid}
    assert keystore.opened().kids() == {issuing.kid, status.kid}
    assert all(key.kid in said for key in (root, issuing, status))
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["credentials.make_key"] * 3 + ["credentials.sign_key_set"]


def test_a_second_ceremony_changes_nothing(no_keys):
    keys("ceremony")
    before = (list(SigningKey.objects.values()), KeySet.objects.count())

    keys("ceremony")

    assert (list(SigningKey.objects.values()), KeySet.objects.count()) == before
    assert AuditEntry.objects.count() == 4


def test_a_ceremony_that_was_cut_short_is_completed(no_keys, settings):
    settings.ROOT_KEYS_PASSPHRASE = ""
    with pytest.raises(CommandError, match="ROOT_KEYS_PASSPHRASE"):
        keys("ceremony")
    settings.ROOT_KEYS_PASSPHRASE = trial.PASSPHRASE

    keys("ceremony")

    assert [len(rows(p)) for p in ("root", "issuing", "status")] == [1, 1, 1]
    assert is_told()


def test_the_wrong_passphrase_is_told_and_changes_nothing(signing_key, settings):
    before = list(SigningKey.objects.values())
    settings.ROOT_KEYS_PASSPHRASE = "bukan kata sandinya"

    with (
        time_machine.travel(timezone.now() + timedelta(days=3640), tick=False),
        pytest.raises(CommandError, match=r"(?i)kata sandi salah"),
    ):
        keys("rotate", "root")

    assert list(SigningKey.objects.values()) == before


def test_a_job_says_that_the_passphrase_is_wrong_and_the_ceremony_lets_it_go_on(
    credential, signing_key, settings
):
    from stc.jobs import executor

    settings.KEYS_PASSPHRASE = "bukan kata sandinya"
    job = Job.objects.get(name="credentials.sign")
    executor.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.last_error.splitlines()[0]) == (
        Job.State.PARKED,
        "WrongPassphrase (wrong_passphrase)",
    )
    settings.KEYS_PASSPHRASE = trial.PASSPHRASE

    keys("ceremony")

    executor.run(job.pk)
    assert Signature.objects.filter(credential=credential).exists()


# --- rotation --------------------------------------------------------------------------------


def test_a_successor_is_told_for_a_week_before_it_signs(credential, signing_key):
    keys("ceremony")
    with time_machine.travel(timezone.now() + timedelta(days=340), tick=False) as clock:
        keys("rotate", "issuing")
        old, new = rows("issuing")
        signs = [signer.signer("issuing").row]
        clock.shift(timedelta(days=8))
        signs.append(signer.signer("issuing").row)

    assert new.signs_from - timedelta(days=7) > old.signs_from
    assert new.signs_from < old.signs_until
    assert signs == [old, new]


def test_a_second_rotation_makes_no_second_successor(signing_key):
    with time_machine.travel(timezone.now() + timedelta(days=340)):
        for _ in range(2):
            keys("rotate", "status")

    assert len(rows("status")) == 2


def test_what_is_here_no_more_is_followed_at_once_however_young(signing_key):
    away(signing_key.issuing)

    for _ in range(2):
        keys("rotate", "issuing")

    (_old, new) = rows("issuing")
    assert new.signs_from <= timezone.now()
    assert signer.signer("issuing").row == new


def test_a_root_that_was_not_put_in_is_not_followed_by_another(signing_key, settings, tmp_path):
    settings.ROOT_KEYS_URL = f"file://{tmp_path / 'empty'}"
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        for words in (("rotate", "root"), ("rotate", "issuing")):
            with pytest.raises(CommandError, match=signing_key.root.kid):
                keys(*words)

    assert rows("root") == [signing_key.root]


def test_a_typed_passphrase_is_asked_for_twice_while_the_store_is_empty(
    no_keys, settings, monkeypatch
):
    settings.KEYS_PASSPHRASE = settings.ROOT_KEYS_PASSPHRASE = ""
    typed = iter(["kata sandi pertama", "kata sandi kedua", *["kata sandi yang sama"] * 4])
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(command, "getpass", lambda _prompt: next(typed))

    with pytest.raises(CommandError, match="differ"):
        keys("ceremony")
    assert not SigningKey.objects.exists()
    keys("ceremony")

    assert is_told()
    assert list(typed) == []


class Terminal(StringIO):
    """What stands for a person's keyboard."""

    def isatty(self) -> bool:
        return True


def test_after_the_end_a_key_is_followed_at_once(credential, signing_key):
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        with pytest.raises(NoSigningKey):
            tasks.sign(credential_id=credential.pk)

        for purpose in ("issuing", "status"):
            keys("rotate", purpose)

        assert answers(address_of(credential)) == GOOD


def test_a_new_root_takes_the_place_of_the_old_at_once(credential, signing_key):
    address = address_of(credential)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        keys("rotate", "root")
        old, new = rows("root")
        trial.publish()
        said = answers(address)

    assert (old.state, new.state) == ("retired", "active")
    assert services.pinned() == (new.public, 2)
    assert said == GOOD


def test_the_last_key_is_not_retired(signing_key):
    for key in (signing_key.root, signing_key.issuing, signing_key.status):
        with pytest.raises(LastKey):
            services.retire_key(kid=key.kid, by=None)


def test_a_key_that_nobody_knows_is_told(signing_key):
    for act in ("retire", "compromise"):
        with pytest.raises(CommandError, match="deadbeef"):
            keys(act, "deadbeef")
    with pytest.raises(NoSuchKey):
        services.retire_key(kid="deadbeef", by=None)


def test_a_leak_is_dated(signing_key):
    keys("compromise", signing_key.issuing.kid, "--at", "2026-01-02T03:04+07:00")

    at = SigningKey.objects.get(pk=signing_key.issuing.pk).compromised_at
    assert at == datetime(2026, 1, 1, 20, 4, tzinfo=UTC)


# --- what is told ----------------------------------------------------------------------------


def test_the_list_of_keys_says_what_is_next(signing_key):
    calm = keys("show")
    with time_machine.travel(signing_key.issuing.signs_until - timedelta(days=29)):
        soon = keys("show")

    assert all(row.kid in calm for row in SigningKey.objects.all())
    assert "keys rotate" not in calm
    assert "keys rotate issuing" in soon
    assert "keys rotate status" in soon


def test_a_new_installation_is_told_to_hold_its_ceremony(no_keys):
    assert keys("show").count("keys ceremony") == 3


def test_the_runbook_speaks_english_too(no_keys):
    said = StringIO()

    call_command("keys", "--english", "ceremony", stdout=said)

    assert "passphrase" in said.getvalue()
    assert "Kunci" not in said.getvalue()


def test_the_private_halves_are_in_no_row_and_no_line_of_the_trail(credential, signing_key):
    from stc.home.rows import lines_of

    trial.signed(credential)
    secrets = [
        keystore.opened(which)._private(kid).private_bytes_raw()
        for which in (keystore.ONLINE, keystore.ROOT)
        for kid in keystore.opened(which).kids()
    ]

    models = (SigningKey, KeySet, Signature, StatusList, Job, AuditEntry, type(credential))
    written = b"".join(line for model in models for line in lines_of(model))
    signed = b"".join(
        bytes(row.content) for row in (*TrustFile.objects.all(), *KeySet.objects.all())
    )

    assert len(secrets) == 3
    for secret in secrets:
        assert secret.hex().encode() not in written
        assert secret not in signed
    assert trial.PASSPHRASE.encode() not in written
