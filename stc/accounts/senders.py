"""Who carries a code to a phone. A deployment registers its sender in ``AppConfig.ready()``.

Without one, nobody can prove a phone number: sign-up and claims by phone are hidden then. A demo
writes its codes to files instead (``CODES_TO_FILE``).
"""

import json
import logging
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import timezone

log = logging.getLogger(__name__)


class Sender(Protocol):
    def send(self, phone: str, code: str, language: str) -> None:
        """Carry the code to a number (E.164) in the reader's language; ``OSError`` if it failed."""


class FileSender:
    """Each code a line of ``DATA_DIR/codes/<number>.jsonl``; the newest stands last."""

    @property
    def folder(self) -> Path:
        return Path(settings.DATA_DIR) / "codes"

    def send(self, phone: str, code: str, language: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.folder / f"{phone}.jsonl"
        line = {"code": code, "language": language, "at": timezone.now().isoformat()}
        with file.open("a", encoding="utf-8") as codes:
            codes.write(json.dumps(line) + "\n")
        log.info("a code was written to %s", self.folder)


_registered: list[Sender] = []


def register(sender: Sender) -> None:
    """From now on this one carries all codes. A second one is a mistake."""
    if _registered:
        raise ValueError("a sender of codes has registered already")
    _registered.append(sender)


def current() -> Sender | None:
    """Who carries codes here; None where nobody does."""
    if _registered:
        return _registered[0]
    return FileSender() if settings.CODES_TO_FILE else None
