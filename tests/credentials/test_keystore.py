"""The store of files: sealed, whole, one passphrase, clear words where something is wrong."""

import json
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certification.credentials import keystore
from certification.credentials.errors import (
    DamagedKey,
    NoKeyStore,
    NoPassphrase,
    ShortPassphrase,
    WrongPassphrase,
)
from certification.credentials.keystore.files import FileStore
from stc.home.backups import make_backup
from tests.credentials import trial


@pytest.fixture
def store(settings, tmp_path):
    trial.keep_keys_in(settings, tmp_path)
    return keystore.opened()


def test_what_it_signs_is_verified_by_the_public_half(store):
    kid, public = store.make()

    Ed25519PublicKey.from_public_bytes(public).verify(store.sign(kid, b"x"), b"x")

    assert (store.kids(), store.public(kid)) == ({kid}, public)


def test_another_process_with_the_passphrase_signs_alike(store):
    kid, _public = store.make()

    assert keystore.opened().sign(kid, b"x") == store.sign(kid, b"x")


def test_the_wrong_passphrase_opens_nothing_and_makes_nothing(store, settings):
    kid, public = store.make()
    settings.KEYS_PASSPHRASE = "bukan kata sandinya"
    other = keystore.opened()

    for act in (lambda: other.sign(kid, b"x"), other.make):
        with pytest.raises(WrongPassphrase) as refused:
            act()
        assert kid in str(refused.value)
        assert settings.KEYS_PASSPHRASE not in str(refused.value)

    assert (other.kids(), other.public(kid)) == ({kid}, public)


def test_the_private_half_lies_nowhere_in_clear(store, tmp_path):
    kid, _public = store.make()
    (file,) = (tmp_path / keystore.ONLINE).iterdir()
    private = store._private(kid).private_bytes_raw()

    written = file.read_bytes()

    assert private.hex().encode() not in written
    assert private not in written
    assert trial.PASSPHRASE.encode() not in written
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_two_keys_under_one_passphrase_are_sealed_apart(store, tmp_path):
    store.make()
    store.make()

    told = [json.loads(file.read_text()) for file in (tmp_path / keystore.ONLINE).iterdir()]

    for part in ("salt", "nonce", "sealed", "public"):
        assert told[0][part] != told[1][part]


def _cut(file):
    file.write_text(file.read_text()[:-40])


def _gone(file):
    file.unlink()


def _of_another_format(file):
    file.write_text(file.read_text().replace("stc-key-1", "stc-key-9"))


def _with_another_public_half(file):
    told = json.loads(file.read_text())
    file.write_text(json.dumps(told | {"public": "00" * 32}))


@pytest.mark.parametrize("spoil", [_cut, _gone, _of_another_format, _with_another_public_half])
def test_a_damaged_file_is_told_by_its_kid(store, tmp_path, spoil):
    kid, _public = store.make()
    spoil(tmp_path / keystore.ONLINE / f"{kid}.key")

    with pytest.raises(DamagedKey, match=kid):
        store.sign(kid, b"x")


def test_a_file_under_another_key_s_name_and_public_half_does_not_open(store, tmp_path):
    (kid, public), (other, _public) = store.make(), store.make()
    folder = tmp_path / keystore.ONLINE
    told = json.loads((folder / f"{other}.key").read_text())
    (folder / f"{kid}.key").write_text(json.dumps(told | {"public": public.hex()}))

    with pytest.raises(WrongPassphrase):
        store.sign(kid, b"x")


def test_what_was_opened_once_is_gone_with_its_file(store, tmp_path):
    kid, _public = store.make()
    store.sign(kid, b"x")
    (tmp_path / keystore.ONLINE / f"{kid}.key").unlink()

    with pytest.raises(DamagedKey):
        store.sign(kid, b"x")


@pytest.mark.django_db
def test_no_backup_holds_a_key_or_its_passphrase(store, settings, tmp_path):
    kid, _public = store.make()
    settings.DATA_DIR = tmp_path
    sealed = json.loads((tmp_path / keystore.ONLINE / f"{kid}.key").read_text())["sealed"]

    make_backup(tmp_path / "backup", with_keys=True)

    with zipfile.ZipFile(tmp_path / "backup") as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
    assert b"PERSONAL_DATA_KEYS" in held
    assert sealed.encode() not in held
    assert trial.PASSPHRASE.encode() not in held


def test_the_passphrase_comes_from_a_file_that_the_environment_names(store, settings, tmp_path):
    kid, _public = store.make()
    (tmp_path / "passphrase").write_text(trial.PASSPHRASE + "\n")
    settings.KEYS_PASSPHRASE = ""
    settings.KEYS_PASSPHRASE_FILE = str(tmp_path / "passphrase")

    assert keystore.opened().sign(kid, b"x")


def test_or_from_who_types_it_once(store, settings):
    kid, _public = store.make()
    settings.KEYS_PASSPHRASE = ""
    asked = []
    typed = keystore.opened(ask=lambda which: asked.append(which) or trial.PASSPHRASE)

    for _ in range(2):
        typed.sign(kid, b"x")

    assert asked == ["KEYS"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"KEYS_PASSPHRASE": ""}, NoPassphrase),
        ({"KEYS_PASSPHRASE": "", "KEYS_PASSPHRASE_FILE": "/nowhere"}, NoPassphrase),
        ({"KEYS_PASSPHRASE": "pendek"}, ShortPassphrase),
    ],
)
def test_without_a_good_passphrase_it_says_which_variable_to_fill(store, settings, given, error):
    for name, value in given.items():
        setattr(settings, name, value)

    with pytest.raises(error, match="KEYS_PASSPHRASE"):
        keystore.opened().make()


@pytest.mark.parametrize("address", ["", "/srv/keys", "pkcs11:token=stc"])
def test_an_unknown_kind_of_store_is_told(settings, address):
    settings.KEYS_URL = address

    with pytest.raises(NoKeyStore, match="KEYS_URL"):
        keystore.opened()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(NoKeyStore):
        FileStore(str(tmp_path / "file"), trial.PASSPHRASE.encode).make()
