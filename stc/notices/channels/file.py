import fcntl
import json
import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from stc.accounts.models import User
from stc.notices.models import Delivery


class FileChannel:
    """One JSON line a delivery in ``notices.jsonl``, for another system to pick up.

    A line carries the delivery's id: after a crash it may stand there twice, with the same id.
    """

    name = "file"
    label = _("Berkas")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def reaches(self, person: User) -> bool:
        return person.is_active

    def deliver(self, delivery: Delivery) -> None:
        notice = delivery.notice
        line = {
            "delivery": delivery.pk,
            "person": notice.person_id,
            "kind": notice.kind,
            "language": notice.person.language,
            "sent_at": notice.sent_at.isoformat(),
            "path": notice.path,
            **notice.said_in(notice.person.language),
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "notices.jsonl").open("a", encoding="utf-8") as out:
            # Several workers write: a line is whole, and on the disk before it counts as sent.
            fcntl.flock(out, fcntl.LOCK_EX)
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
