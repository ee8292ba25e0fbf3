"""Keys: made, followed, retired, withdrawn; what each of that does to what they signed."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import grimp
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from certification.credentials import carrier, keystore, services, signer, tasks
from certification.credentials.errors import LastKey, NoSigningKey, NoSuchKey, OutlivesKey
from certification.credentials.models import KeySet, Signature, SigningKey, StatusList, TrustFile
from certification.credentials.services.publishing import KeyWithdrawn
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from tests.credentials import independent, trial, verifier

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def keys(*words: str) -> str:
    """What ``manage.py keys`` says."""
    said = StringIO()
    call_command("keys", *words, stdout=said)
    return said.getvalue()


def rows(purpose: str) -> list[SigningKey]:
    return list(SigningKey.objects.filter(purpose=purpose).order_by("pk"))


@pytest.fixture
def credential(holder, officer):
    """It ends while keys of today are checked."""
    return trial.issued(holder, by=officer, valid_until=date(2035, 12, 31))


def address_of(credential) -> str:
    return carrier.pack(trial.signed(credential), base_url="https://stc.example")


def answers(address: str, *, now: datetime | None = None) -> tuple[str, str]:
    """What two checkers say from the files that are published, pinning what the page pins."""
    root, least = services.pinned()
    trust, lists = trial.files()
    (status_list,) = lists.values()
    at = int((now or timezone.now()).timestamp())
    digits = address.partition("#")[2]
    ours = verifier.check(
        digits, trust=trust, status_list=status_list, now=at, root=root, least=least
    )
    return ours[0], independent.standing(address, root, trust, lists, at)


GOOD, BAD = ("valid", "valid"), ("unknown", "unknown")


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
    assert signer.is_told()


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


def test_a_list_by_a_status_key_that_retired_since_stays_good(credential, signing_key):
    address = address_of(credential)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        keys("rotate", "status")
    with time_machine.travel(timezone.now() + timedelta(days=68)) as clock:
        StatusList.objects.update(published_at=None)
        _as_if_only(signing_key.status, tasks.publish_status_list, credential.status_list_id)
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


def _as_if_only(key: SigningKey, run, list_id: int) -> None:
    """Run a job on a host whose store holds this key alone of its purpose."""
    folder = keystore.opened().folder
    others = [k for k in keystore.opened().kids() if k != key.kid]
    for kid in others:
        (folder / f"{kid}.key").rename(folder / f"{kid}.away")
    run(list_id=list_id)
    for kid in others:
        (folder / f"{kid}.away").rename(folder / f"{kid}.key")


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
                _as_if_only(old, tasks.publish_status_list, credential.status_list_id)
            tasks.publish_trust_file()
            signed.append((StatusList.objects.get().key, answers(_code(credential))))

    assert timezone.localtime(until, timezone.get_default_timezone()).hour == 0
    assert signed == [(old, GOOD), (old, GOOD)]
    with time_machine.travel(until, tick=False):
        assert signer.signer("status").row == new
        _away(new)
        with pytest.raises(NoSigningKey):
            signer.signer("status")


def _code(credential) -> str:
    signature = Signature.objects.get(credential=credential)
    return carrier.pack(bytes(signature.code), base_url="https://stc.example")


def _away(key: SigningKey) -> None:
    (keystore.opened().folder / f"{key.kid}.key").unlink()


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
    _away(rows.issuing)


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

    queues = dict(Job.objects.values_list("name", "queue"))
    assert queues["credentials.sign"] == "signer"
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

    assert knowing - inside == {f"{ours}.tasks", f"{ours}.management.commands.keys"}


def test_pages_need_neither_store_nor_passphrase(client, credential, settings):
    settings.KEYS_URL = settings.ROOT_KEYS_URL = "none:"

    assert client.get("/v").status_code == 200
    assert client.post("/v/serial", {"serial": credential.shown_serial}).status_code == 200


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
