"""Copy the libraries of the browser out of node_modules, or check the copies against the lock.

`package.json` names the versions and, under "vendor", the files that the product serves. The copies
are committed with their licences, so that a machine which runs the product needs Python only.
"""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOCK = "vendor.lock.json"
# Source maps are not copied; a hashed storage refuses a file which names one that is missing.
SOURCE_MAP = re.compile(rb"\n?(//[#@] sourceMappingURL=[^\n]*|/\*[#@] sourceMappingURL=.*?\*/)\s*$")
TEXT = {".css", ".js"}


def folder_of(package: str) -> str:
    """The folder under static/vendor: the package's name without its scope."""
    return package.rsplit("/", 1)[-1]


def digest(content: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def copied(source: Path) -> bytes:
    """What is served of a file: its bytes, of text without the line that names a source map."""
    content = source.read_bytes()
    return SOURCE_MAP.sub(b"\n", content) if source.suffix in TEXT else content


def faults(target: Path, wanted: dict[str, str], files: dict[str, list[str]]) -> list[str]:
    """What differs between package.json, the lock and the files under ``target``."""
    if not (target / LOCK).exists():
        return [f"{LOCK}: missing"]
    locked = json.loads((target / LOCK).read_text())
    found = []
    for package in sorted(wanted.keys() | locked.keys()):
        entry = locked.get(package)
        if entry is None or package not in wanted:
            found.append(f"{package}: in package.json or in {LOCK}, not in both")
            continue
        if entry["version"] != wanted[package]:
            found.append(f"{package}: {wanted[package]} wanted, {entry['version']} copied")
        names = {Path(name).name for name in files[package]}
        if names != set(entry["files"]):
            found.append(
                f"{package}: files {sorted(names)} wanted, {sorted(entry['files'])} copied"
            )
        for name, sha in entry["files"].items():
            path = target / folder_of(package) / name
            if not path.exists():
                found.append(f"{package}/{name}: missing")
            elif digest(path.read_bytes()) != sha:
                found.append(f"{package}/{name}: differs from the lock")
    known = {
        f"{folder_of(package)}/{name}" for package in locked for name in locked[package]["files"]
    }
    present = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    return found + [f"{name}: in no lock" for name in sorted(present - known - {LOCK})]


class Command(BaseCommand):
    help = "Copy the browser's libraries from node_modules to static/vendor; --check compares only."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="compare only; needs no Node")

    def handle(self, *, check: bool, **options):
        root = Path(settings.BASE_DIR)
        target = root / "static" / "vendor"
        manifest = json.loads((root / "package.json").read_text())
        if not check:
            self.copy(root / "node_modules", target, manifest)
        if wrong := faults(target, manifest["dependencies"], manifest["vendor"]):
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(manifest['vendor'])} packages as {LOCK} says")

    def copy(self, modules: Path, target: Path, manifest: dict) -> None:
        if not modules.is_dir():
            raise CommandError("node_modules is missing: run `npm ci --ignore-scripts` first.")
        shutil.rmtree(target, ignore_errors=True)
        lock = {}
        for package, names in sorted(manifest["vendor"].items()):
            about = json.loads((modules / package / "package.json").read_text())
            folder = target / folder_of(package)
            folder.mkdir(parents=True)
            files = {}
            for name in sorted(names):
                content = copied(modules / package / name)
                (folder / Path(name).name).write_bytes(content)
                files[Path(name).name] = digest(content)
            lock[package] = {
                "version": about["version"],
                "licence": about["license"],
                "files": files,
            }
        (target / LOCK).write_text(json.dumps(lock, indent=2) + "\n")
