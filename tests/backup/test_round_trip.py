import json
import random
import stat
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from stc.accounts.models import User
from stc.audit import services as audit
from stc.audit.models import AuditEntry
from stc.home import archive, backups, restores, rows
from stc.regions.models import Region
from tests.accounts.factories import PersonFactory
from tests.backup.conftest import state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(house, tmp_path):
    path = tmp_path / "rumah.zip"
    backups.make_backup(path)
    return path


def spoil() -> None:
    """Change the house in every way: more people, fewer, other content, no files."""
    PersonFactory.create_batch(3)
    User.objects.filter(full_name__startswith="Sari").update(full_name="Lain", phone=None)
    audit.record(act="test.move", by=None, subject="sesudah")
    Region.objects.create(code="51", level="province", name="Bali", name_en="Bali")
    storages["default"].delete("images/a.jpg")
    storages["private"].delete("profil/2026/11/b.jpg")
    storages["private"].save("profil/2026/11/b.jpg", ContentFile(b"isi lain"))


def test_a_restore_brings_back_every_row_and_every_file(backup):
    before = state()
    spoil()
    assert state() != before

    restores.restore_backup(backup, replace=True)

    assert state() == before


def test_a_second_restore_changes_nothing(backup):
    restores.restore_backup(backup, replace=True)
    before = state()

    restores.restore_backup(backup, replace=True)

    assert state() == before


def test_the_backup_holds_every_table_but_sessions_and_the_search_index(backup):
    with archive.opened(backup) as reader:
        held = {table.model for table in reader.manifest.tables}

    assert rows.LEFT_OUT.isdisjoint(held)
    assert {"accounts.User", "accounts.User_groups", "audit.AuditEntry", "jobs.Job"} <= held
    tables = set(connection.introspection.table_names())
    known = {model._meta.db_table for model in rows.kept_models()}
    assert {t for t in tables - known if not t.startswith("wagtailsearch_")} == {
        "django_migrations",
        "django_session",
        "cache",
    }


def test_the_manifest_counts_what_is_in_it(backup, house):
    with archive.opened(backup) as reader:
        by_model = {table.model: table for table in reader.manifest.tables}
        files = {(file.storage, file.name): file.size for file in reader.manifest.files}

    assert by_model["accounts.User"].rows == 1
    assert by_model["audit.AuditEntry"].rows == 1
    assert files == {("default", "images/a.jpg"): 6, ("private", "profil/2026/11/b.jpg"): 10240}
    assert reader.manifest.engine == connection.vendor


def test_after_a_restore_new_rows_get_new_numbers(backup):
    restores.restore_backup(backup, replace=True)
    last = AuditEntry.objects.first().pk

    entry = audit.record(act="test.move", by=None, subject="sesudah")
    person = PersonFactory()

    assert entry.pk > last
    assert person.pk not in {user.pk for user in User.objects.exclude(pk=person.pk)}


def test_after_a_restore_the_trail_only_grows_again(backup):
    spoil()
    restores.restore_backup(backup, replace=True)

    for change in (AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(why="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_where_people_are_a_restore_must_be_told_to_replace_them(backup):
    before = state()

    with pytest.raises(restores.NotEmpty):
        restores.restore_backup(backup)

    assert state() == before


def test_an_empty_house_needs_no_telling(backup):
    before = state()
    call_command("flush", interactive=False, verbosity=0)

    restores.restore_backup(backup)

    assert state() == before


def damaged(path, tmp_path, how):
    """A copy in which one thing is wrong."""
    worse = tmp_path / "rusak.zip"
    content = path.read_bytes()
    if how == "cut":
        worse.write_bytes(content[: len(content) // 2])
    elif how == "a byte":
        with zipfile.ZipFile(path) as good:
            entry = good.getinfo("rows/accounts.User.jsonl")
        at = entry.header_offset + 30 + len(entry.filename) + 40
        worse.write_bytes(content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :])
    elif how == "no archive":
        worse.write_bytes(b"bukan cadangan")
    else:
        with zipfile.ZipFile(path) as good, zipfile.ZipFile(worse, "w") as bad:
            for name in good.namelist():
                kept = good.read(name)
                if how == "a row" and name == "rows/accounts.User.jsonl":
                    kept = kept.replace(b"Sari", b"Budi")
                if how == "a file" and name.startswith("files/private"):
                    kept = kept[1:]
                if how == "a missing table" and name == "rows/jobs.Job.jsonl":
                    continue
                if how == "no manifest" and name == archive.MANIFEST:
                    continue
                if how == "another format" and name == archive.MANIFEST:
                    kept = json.dumps(json.loads(kept) | {"format": 99}).encode()
                if how == "a mangled manifest" and name == archive.MANIFEST:
                    kept = kept[:-20]
                bad.writestr(name, kept)
            if how == "a stowaway":
                bad.writestr("files/private/../../x", b"x")
    return worse


@pytest.mark.parametrize(
    "how",
    [
        "cut",
        "a byte",
        "no archive",
        "a row",
        "a file",
        "a missing table",
        "no manifest",
        "another format",
        "a mangled manifest",
        "a stowaway",
    ],
)
def test_a_damaged_archive_is_refused_before_anything_is_touched(backup, tmp_path, how):
    worse = damaged(backup, tmp_path, how)
    spoil()
    before = state()

    with pytest.raises(archive.DamagedArchive):
        restores.restore_backup(worse, replace=True)

    assert state() == before


def test_any_other_byte_is_either_noticed_or_of_no_weight(backup, tmp_path):
    content, worse = backup.read_bytes(), tmp_path / "rusak.zip"
    with archive.opened(backup) as reader:
        whole = reader.manifest

    dice = random.Random(7)
    for at in (dice.randrange(len(content)) for _ in range(150)):
        worse.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        try:
            with archive.opened(worse) as reader:
                assert reader.manifest == whole  # a time stamp or the like
        except archive.DamagedArchive:
            continue


def resealed(path, change) -> None:
    """Change rows of an archive and vouch for them anew, as a broken backup programme might."""
    with zipfile.ZipFile(path) as good:
        entries = {name: good.read(name) for name in good.namelist()}
    change(entries)
    manifest = json.loads(entries[archive.MANIFEST])
    for table in manifest["tables"]:
        content = entries[table["entry"]]
        table["sha256"] = archive.hashlib.sha256(content).hexdigest()
        table["rows"] = content.count(b"\n")
    entries[archive.MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as out:
        for name, content in entries.items():
            out.writestr(name, content)


def test_rows_that_do_not_fit_together_leave_the_old_state(backup):
    def forget_the_regions(entries):
        entries["rows/regions.Region.jsonl"] = b""

    resealed(backup, forget_the_regions)
    spoil()
    before = {k: v for k, v in state().items() if not k.startswith("default:")}

    with pytest.raises(IntegrityError):
        restores.restore_backup(backup, replace=True)

    assert {k: v for k, v in state().items() if not k.startswith("default:")} == before
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(why="x")


def test_a_backup_of_other_tables_is_refused_by_name(backup):
    def from_tomorrow(entries):
        manifest = json.loads(entries[archive.MANIFEST])
        manifest["migrations"].append(["accounts", "0099_tomorrow"])
        entries[archive.MANIFEST] = json.dumps(manifest).encode()

    resealed(backup, from_tomorrow)

    with pytest.raises(restores.OtherTables, match=r"accounts\.0099_tomorrow"):
        restores.restore_backup(backup, replace=True)


def test_a_backup_is_for_its_owner_alone_and_never_overwritten(backup):
    content = backup.read_bytes()

    with pytest.raises(archive.FileInTheWay):
        backups.make_backup(backup)

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert backup.read_bytes() == content


def test_a_backup_that_fails_leaves_no_file(house, tmp_path, settings):
    settings.BASE_DIR = tmp_path  # no version to be read there

    with pytest.raises(FileNotFoundError):
        backups.make_backup(tmp_path / "rumah.zip")

    assert list(tmp_path.glob("rumah*")) == []


def test_the_keys_go_along_only_when_asked(house, tmp_path, settings):
    settings.SECRET_KEY = "rahasia-pemasangan-ini"
    without, with_keys = tmp_path / "tanpa.zip", tmp_path / "dengan.zip"

    backups.make_backup(without)
    backups.make_backup(with_keys, with_keys=True)

    assert b"rahasia-pemasangan-ini" not in b"".join(_all_entries(without))
    restores.restore_backup(with_keys, replace=True)
    kept = tmp_path / "keys.json"
    assert json.loads(kept.read_text())["SECRET_KEY"] == "rahasia-pemasangan-ini"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def _all_entries(path):
    with zipfile.ZipFile(path) as content:
        return [content.read(name) for name in content.namelist()]


def test_the_commands_say_what_they_did(house, tmp_path, capsys):
    path = tmp_path / "rumah.zip"
    call_command("backup", path)
    call_command("restore", path, "--replace")

    told = capsys.readouterr().out
    assert "2 files" in told
    assert "all as it was" in told
    with pytest.raises(CommandError):
        call_command("restore", path)
    with pytest.raises(CommandError):
        call_command("backup", path)
    with pytest.raises(CommandError):
        call_command("restore", tmp_path / "tidak-ada.zip")


def test_a_backup_keeps_no_writer_waiting(house, tmp_path):
    """Another connection writes while the rows are read; the backup shows one moment."""
    other = connection.copy()
    writer_path = tmp_path / "rumah.zip"
    first = AuditEntry.objects.count()

    with backups._one_moment():
        assert AuditEntry.objects.count() == first
        with other.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA busy_timeout=200")
            cursor.execute(
                "INSERT INTO audit_auditentry (at, actor, actor_label, act, subject, "
                "subject_label, was, became, why) VALUES ('2026-11-24 07:00:00+00:00', '', 's', "
                "'test.move', 's', 's', '', '', '')"
            )
        backups.make_backup(writer_path)
    other.close()

    with archive.opened(writer_path) as reader:
        held = {table.model: table.rows for table in reader.manifest.tables}
    assert held["audit.AuditEntry"] == first
    assert AuditEntry.objects.count() == first + 1
