"""Folders on a disk that takes no more."""

import errno
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from stc.files.storage import PrivateFolder

ROOM = 20_000  # bytes that a file may have
PROGRAM = f"""
import resource, sys
from django.core.files.base import ContentFile
from stc.files import storage

resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM}, {ROOM}))  # beyond it the kernel refuses
try:
    folder = getattr(storage, sys.argv[3])(location=sys.argv[1])
    folder.save("a/x.pdf", ContentFile(b"x" * int(sys.argv[2])))
except OSError as refused:
    sys.exit(refused.errno)
"""


@pytest.mark.parametrize("folder", ["PrivateFolder", "PublishedFolder"])
@pytest.mark.parametrize(
    ("size", "refused", "left"), [(ROOM, 0, ["x.pdf"]), (ROOM + 1, errno.EFBIG, [])]
)
def test_what_the_kernel_cut_short_is_taken_away(tmp_path, folder, size, refused, left):
    """The limit is of a whole process, so that another one meets it."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "stc.settings", "DEMO": "true"}
    env["DATA_DIR"] = str(tmp_path / "data")
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "private"), str(size), folder],
        cwd=settings.BASE_DIR,
        env=env,
        check=False,
    )

    assert said.returncode == refused
    assert sorted(os.listdir(tmp_path / "private" / "a")) == left


class _Late(ContentFile):
    """Refused after another saved a whole file under the same name."""

    def __init__(self, folder) -> None:
        super().__init__(b"ours")
        self.folder = folder

    def chunks(self, chunk_size=None):
        (self.folder / "x.pdf").unlink()
        (self.folder / "x.pdf").write_bytes(b"theirs, and whole")
        raise OSError(errno.ENOSPC, "no space")


def test_another_s_whole_file_of_that_name_is_left(tmp_path):
    with pytest.raises(OSError, match="no space"):
        PrivateFolder(location=tmp_path).save("x.pdf", _Late(tmp_path))

    assert (tmp_path / "x.pdf").read_bytes() == b"theirs, and whole"
