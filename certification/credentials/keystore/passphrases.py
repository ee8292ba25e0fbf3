"""What opens a store: from the environment, from a file that it names, or typed by people."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from certification.credentials.errors import NoPassphrase, ShortPassphrase

Ask = Callable[[str], str]


def passphrase(which: str, *, ask: Ask | None, shortest: int) -> bytes:
    """Raises NoPassphrase, ShortPassphrase."""
    said = getattr(settings, f"{which}_PASSPHRASE") or _in_file(which)
    if not said and ask is not None:
        said = ask(which)
    if not said:
        raise NoPassphrase(variable=f"{which}_PASSPHRASE")
    if len(said) < shortest:
        raise ShortPassphrase(variable=f"{which}_PASSPHRASE", shortest=shortest)
    return said.encode()


def _in_file(which: str) -> str:
    named = getattr(settings, f"{which}_PASSPHRASE_FILE")
    try:
        return Path(named).read_text("utf-8").strip() if named else ""
    except OSError as error:
        raise NoPassphrase(variable=f"{which}_PASSPHRASE_FILE") from error
