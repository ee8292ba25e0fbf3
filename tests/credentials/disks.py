"""A disk that is full: what lies outside of us, and is not filled in a test."""

from django.core.files.base import File

from stc.files.storage import PrivateFolder


class _Cut(File):
    """Its beginning is written; then the kernel says that there is no space, and means it."""

    def chunks(self, chunk_size=None):
        yield next(super().chunks(1000))
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"x")


class FullDisk(PrivateFolder):
    """The private folder, on a disk with room for a thousand bytes."""

    def _save(self, name: str, content: File) -> str:
        return super()._save(name, _Cut(content))
