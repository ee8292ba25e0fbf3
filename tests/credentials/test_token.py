"""Keys in a token, by PKCS#11, tried on SoftHSM: made inside, used inside, the PIN asked once."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

import pkcs11
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError
from django.utils import timezone

from certification.credentials import keystore
from certification.credentials.errors import (
    DamagedKey,
    NoKeyStore,
    NoToken,
    ShortPassphrase,
    WrongPassphrase,
)
from certification.credentials.keystore import tokens
from certification.credentials.models import Signature, SigningKey
from stc.jobs import executor
from stc.jobs.models import Job
from tests import servers
from tests.credentials import trial

PIN, SO_PIN = "nomor-kecil", "nomor-besar"
_numbers = count(1)


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory):
    """Where this process keeps its tokens; what makes them, and what speaks to them."""
    try:
        util, module = servers.softhsm()
    except servers.Missing as missing:
        pytest.skip(str(missing))
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "conf"))
        library = pkcs11.lib(module)
        library.reinitialize()
        yield SimpleNamespace(util=util, module=module, library=library)
        tokens._logged_in.clear()
        tokens._refused.clear()
        library.finalize()


def address(softhsm, label: str) -> str:
    return f"pkcs11:token={label}?module-path={softhsm.module}"


def a_token(softhsm) -> str:
    """The label of a new one."""
    label = f"stc-{next(_numbers)}"
    words = ["--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN]
    subprocess.run([softhsm.util, *words], env=os.environ, check=True, capture_output=True)
    tokens._logged_in.clear()
    softhsm.library.reinitialize()
    return label


@pytest.fixture
def label(softhsm, settings) -> str:
    """The token that this installation's environment names, for root and online keys alike."""
    label = a_token(softhsm)
    for which in (keystore.ONLINE, keystore.ROOT):
        setattr(settings, f"{which}_URL", address(softhsm, label))
        setattr(settings, f"{which}_PASSPHRASE", PIN)
    return label


@pytest.fixture
def store(label):
    return keystore.opened()


def is_good(public: bytes, signature: bytes, data: bytes) -> bool:
    Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    return True


def test_what_it_signs_is_verified_by_the_public_half(store):
    kid, public = store.make()

    assert is_good(public, store.sign(kid, b"x"), b"x")
    assert (store.kids(), store.public(kid)) == ({kid}, public)


def test_the_private_half_cannot_leave(store, softhsm, label):
    kid, _public = store.make()

    with softhsm.library.get_token(token_label=label).open() as session:
        private = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, id=bytes.fromhex(kid))
        held = [private[a] for a in (pkcs11.Attribute.SENSITIVE, pkcs11.Attribute.EXTRACTABLE)]
        called = private.label
        with pytest.raises(pkcs11.AttributeSensitive):
            private[pkcs11.Attribute.VALUE]

    assert (held, called) == ([True, False], f"stc-{kid}")


def test_the_public_half_is_seen_without_a_pin(store, settings):
    kid, public = store.make()
    settings.KEYS_PASSPHRASE = ""

    pinless = keystore.opened()

    assert (pinless.kids(), pinless.public(kid)) == ({kid}, public)


def test_many_threads_sign_side_by_side(store):
    kid, public = store.make()
    said = [str(n).encode() for n in range(100)]

    with ThreadPoolExecutor(4) as threads:
        signed = list(threads.map(lambda data: keystore.opened().sign(kid, data), said))

    assert all(map(is_good, [public] * len(said), signed, said))


def test_the_wrong_pin_opens_nothing_and_says_so(store, settings):
    kid, _public = store.make()
    settings.KEYS_PASSPHRASE = "nomor-lain"
    other = keystore.opened()

    for act in (lambda: other.sign(kid, b"x"), other.make):
        with pytest.raises(WrongPassphrase, match="PIN") as refused:
            act()
        assert settings.KEYS_PASSPHRASE not in str(refused.value)

    assert other.kids() == {kid}


def test_a_pin_that_was_refused_is_not_tried_again_since_tokens_count(
    store, softhsm, label, settings
):
    kid, _public = store.make()
    settings.KEYS_PASSPHRASE = "nomor-lain"
    with pytest.raises(WrongPassphrase):
        keystore.opened().sign(kid, b"x")
    tokens._logged_in.clear()
    softhsm.library.reinitialize()
    with softhsm.library.get_token(token_label=label).open(rw=True, so_pin=SO_PIN) as session:
        session.init_pin("nomor-lain")  # now it would be right

    with pytest.raises(WrongPassphrase):
        keystore.opened().sign(kid, b"x")


def test_a_session_that_the_token_ended_is_opened_anew(store, softhsm):
    kid, public = store.make()
    store.sign(kid, b"before")
    softhsm.library.reinitialize()

    assert is_good(public, store.sign(kid, b"x"), b"x")


def test_a_key_that_is_not_in_there_is_told_by_its_kid(store):
    store.make()

    for act in (lambda: store.sign("00000000", b"x"), lambda: store.public("00000000")):
        with pytest.raises(DamagedKey, match="00000000"):
            act()


def test_what_others_keep_in_the_token_is_no_key_of_ours(store, softhsm, label):
    with softhsm.library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        curve = session.create_domain_parameters(
            pkcs11.KeyType.EC_EDWARDS, {pkcs11.Attribute.EC_PARAMS: tokens.ED25519}, local=True
        )
        curve.generate_keypair(
            mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN, store=True, id=b"beside"
        )

    assert store.kids() == set()


def test_a_token_that_is_away_has_no_keys_and_is_told_by_its_name(softhsm, label, settings):
    settings.KEYS_URL = address(softhsm, "di-brankas")
    store = keystore.opened()

    assert store.kids() == set()
    for act in (store.make, lambda: store.sign("00000000", b"x")):
        with pytest.raises(NoToken, match="di-brankas"):
            act()


WRONG = [
    "pkcs11:",
    "pkcs11:token=stc",
    "pkcs11:?module-path=/x.so",
    "pkcs11:token=stc;object=x?module-path=/x.so",
    "pkcs11:token=stc?module-path=/x.so&pin-value=1234",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_an_address_that_names_no_token_or_tells_the_pin_is_refused(settings, wrong):
    settings.KEYS_URL = wrong

    with pytest.raises(NoKeyStore, match="KEYS_URL"):
        keystore.opened()


def test_a_library_that_is_not_there_is_told(settings):
    settings.KEYS_URL = "pkcs11:token=stc?module-path=/nowhere.so"

    with pytest.raises(NoKeyStore, match=r"/nowhere\.so"):
        keystore.opened().kids()


def test_a_token_is_found_by_its_number_too(softhsm, store, label, settings):
    kid, _public = store.make()
    number = softhsm.library.get_token(token_label=label).serial.decode()
    settings.KEYS_URL = f"pkcs11:serial={number}?module-path={softhsm.module}"

    assert keystore.opened().kids() == {kid}


@pytest.mark.parametrize(("pin", "error"), [("123", ShortPassphrase), ("1234", WrongPassphrase)])
def test_a_pin_may_be_shorter_than_a_passphrase(label, settings, pin, error):
    settings.KEYS_PASSPHRASE = pin

    with pytest.raises(error):
        keystore.opened().make()


# --- the whole house on a token --------------------------------------------------------------


@pytest.fixture
def credential(holder, officer):
    """It ends while keys of today are checked."""
    return trial.issued(holder, by=officer, valid_until=date(2035, 12, 31))


@pytest.mark.django_db
def test_a_ceremony_makes_the_keys_inside_and_what_they_sign_is_genuine(
    credential, label, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    said = trial.keys("ceremony")

    address = trial.address_of(credential)

    made = [trial.rows(purpose) for purpose in ("root", "issuing", "status")]
    assert keystore.opened().kids() == {row.kid for (row,) in made}
    assert "tidak dapat disalin keluar" in said
    assert trial.answers(address) == ("valid", "valid")
    assert not list(tmp_path.rglob("*.key"))


@pytest.mark.django_db
def test_rotating_makes_the_successor_inside(label):
    trial.keys("ceremony")

    with time_machine.travel(timezone.now() + timedelta(days=360), tick=False):
        trial.keys("rotate", "status")

    old, new = trial.rows("status")
    assert {old.kid, new.kid} < keystore.opened().kids()


@pytest.mark.django_db
def test_the_wrong_pin_at_a_ceremony_is_told_and_makes_nothing(label, settings):
    settings.KEYS_PASSPHRASE = "nomor-lain"

    with pytest.raises(CommandError, match="PIN"):
        trial.keys("ceremony")

    assert (keystore.opened().kids(), SigningKey.objects.count()) == (set(), 0)


@pytest.mark.django_db
def test_while_the_token_is_away_signing_is_parked_and_goes_on_when_it_is_back(
    credential, softhsm, label, settings
):
    trial.keys("ceremony")
    job = Job.objects.get(name="credentials.sign")
    settings.KEYS_URL = address(softhsm, "di-brankas")

    executor.run(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.PARKED
    assert job.last_error.startswith("NoSigningKey (no_signing_key)")
    settings.KEYS_URL = address(softhsm, label)
    trial.keys("ceremony")
    executor.run(job.pk)
    assert Signature.objects.filter(credential=credential).exists()
