import os
import secrets
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils import timezone
from django.utils.deconstruct import deconstructible

from stc.files import links


def private() -> Storage:
    """Where a model keeps what only some may see: ``FileField(storage=private)``."""
    return storages["private"]


def published() -> Storage:
    """Files that anybody may mirror, each replaced whole under its name."""
    return storages["published"]


@deconstructible
class RandomName:
    """``upload_to`` that tells nothing: a folder by month and 128 random bits."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: object, filename: str) -> str:
        suffix = PurePosixPath(filename).suffix.lower()
        return f"{self.folder}/{timezone.now():%Y/%m}/{secrets.token_urlsafe(16)}{suffix}"


class PublishedFolder(FileSystemStorage):
    """A folder that a web server may serve: who reads meanwhile gets the old file or the new."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as half:
            try:
                half.writelines(content.chunks())
                half.flush()
                os.fsync(half.fileno())
            except OSError:  # the disk is full: the old file stays, and no half of the new one
                Path(half.name).unlink()
                raise
        os.chmod(half.name, 0o644)
        os.replace(half.name, path)
        return name


class PrivateFolder(FileSystemStorage):
    """A folder that no web server serves; its files are opened by signed, expiring links."""

    def _save(self, name: str, content: File) -> str:
        """What a full disk cut short is taken away again; another's whole file of that name is not.

        Raises the OSError that it met.
        """
        try:
            return super()._save(name, content)
        except OSError:
            if self.exists(name) and self.size(name) < content.size:
                self.delete(name)
            raise

    def url(self, name: str | None) -> str:
        return self.link(name or "", seconds=300)

    def link(self, name: str, *, seconds: int, shown_name: str = "") -> str:
        return links.sign(name, seconds=seconds, shown_name=shown_name)
