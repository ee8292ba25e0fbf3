"""The file that holds a backup: a zip of rows and files, and a manifest that vouches for each.

Rows are JSON lines, a table an entry, and know nothing of the engine that they came from.
"""

import hashlib
import json
import os
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
# What the zip module raises on a byte that is not as it was written.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class DamagedArchive(DomainError):
    code = "damaged_archive"
    message = _("Cadangan ini rusak atau tidak lengkap (%(where)s). Tidak ada yang diubah.")


class FileInTheWay(DomainError):
    code = "file_in_the_way"
    message = _("%(file)s sudah ada. Pilih nama lain; cadangan tidak pernah ditimpa.")


@dataclass(frozen=True)
class Table:
    """A table's rows: which model's, which columns in which order, how many, and their SHA-256."""

    entry: str
    model: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class StoredFile:
    """A file of one of the storages (``default`` or ``private``) and its SHA-256."""

    entry: str
    storage: str
    name: str
    size: int
    sha256: str


@dataclass
class Manifest:
    made_at: str
    version: str
    engine: str
    migrations: list[list[str]]
    format: int = FORMAT
    tables: list[Table] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)  # the entry's name → its SHA-256

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1)


def version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


class Writer:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def put(self, entry: str, chunks: Iterable[bytes]) -> tuple[int, str]:
        """Write an entry as it comes. Returns its size in bytes and its SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._archive.open(entry, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        return size, digest.hexdigest()

    def seal(self, manifest: Manifest) -> None:
        self._archive.writestr(MANIFEST, manifest.text())


@contextmanager
def created(path: Path) -> Iterator[Writer]:
    """A new archive, under its name only once it is whole and on the disk; readable by us alone.

    Raises ``FileInTheWay``.
    """
    if path.exists():
        raise FileInTheWay(file=path)
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """An archive of which every byte has been compared with its manifest."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def lines(self, table: Table) -> Iterator[list]:
        with self._archive.open(table.entry) as file:
            for line in file:
                yield json.loads(line)

    def open(self, entry: str):
        return self._archive.open(entry)


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Read all of it once, and only then hand it out. Raises ``DamagedArchive``."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise DamagedArchive(where=path.name) from error
    with archive:
        try:
            manifest = _manifest(archive)
            _compare(archive, manifest)
        except BROKEN as error:
            raise DamagedArchive(where=path.name) from error
        yield Reader(archive, manifest)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
        if told["format"] != FORMAT:
            raise DamagedArchive(where=f"{MANIFEST}: format {told['format']}")
        told["tables"] = [Table(**table) for table in told["tables"]]
        told["files"] = [StoredFile(**file) for file in told["files"]]
        return Manifest(**told)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedArchive(where=MANIFEST) from error


def _compare(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    expected = {part.entry: part.sha256 for part in [*manifest.tables, *manifest.files]}
    expected |= manifest.keys
    names = archive.namelist()
    if sorted(names) != sorted([*expected, MANIFEST]):
        raise DamagedArchive(where=MANIFEST)
    for entry, sha256 in expected.items():
        digest = hashlib.sha256()
        with archive.open(entry) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise DamagedArchive(where=entry)
