import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def copy(tmp_path, settings) -> Path:
    """A copy of the house's package.json and vendored files, to be broken."""
    shutil.copy(ROOT / "package.json", tmp_path)
    shutil.copytree(ROOT / "static/vendor", tmp_path / "static/vendor")
    settings.BASE_DIR = tmp_path
    return tmp_path


def test_the_committed_files_are_what_the_lock_says(capsys):
    call_command("vendor", check=True)

    assert capsys.readouterr().out == "4 packages as vendor.lock.json says\n"


def test_a_changed_file_is_named(copy):
    with (copy / "static/vendor/htmx.org/htmx.min.js").open("a") as file:
        file.write("alert(1)")

    with pytest.raises(CommandError, match=r"htmx.org/htmx.min.js: differs from the lock"):
        call_command("vendor", check=True)


def test_a_missing_file_is_named(copy):
    (copy / "static/vendor/bootstrap/LICENSE").unlink()

    with pytest.raises(CommandError, match="bootstrap/LICENSE: missing"):
        call_command("vendor", check=True)


def test_a_file_from_nowhere_is_named(copy):
    (copy / "static/vendor/htmx.org/extra.js").write_text("")

    with pytest.raises(CommandError, match=r"htmx.org/extra.js: in no lock"):
        call_command("vendor", check=True)


def test_another_version_than_the_copied_one_is_named(copy):
    manifest = json.loads((copy / "package.json").read_text())
    manifest["dependencies"]["htmx.org"] = "2.0.12"
    (copy / "package.json").write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match=r"htmx.org: 2.0.12 wanted, 2.0.11 copied"):
        call_command("vendor", check=True)


def test_without_node_modules_copying_says_what_to_run(copy):
    with pytest.raises(CommandError, match="npm ci --ignore-scripts"):
        call_command("vendor")


def test_copying_cuts_the_line_that_names_a_source_map(copy):
    manifest = json.loads((copy / "package.json").read_text())
    for package, names in manifest["vendor"].items():
        for name in names:
            file = copy / "node_modules" / package / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("a{}\n/*# sourceMappingURL=a.css.map */")
        about = {"version": manifest["dependencies"][package], "license": "MIT"}
        (copy / "node_modules" / package / "package.json").write_text(json.dumps(about))

    call_command("vendor")

    assert (copy / "static/vendor/bootstrap/bootstrap.min.css").read_text() == "a{}\n"


def test_versions_are_exact_and_the_lock_names_no_host():
    manifest = json.loads((ROOT / "package.json").read_text())

    assert [v for v in manifest["dependencies"].values() if not v[0].isdigit()] == []
    assert "resolved" not in (ROOT / "package-lock.json").read_text()
