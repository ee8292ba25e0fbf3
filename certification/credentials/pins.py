"""What a process knows of the root, so that a page that gates ask for all day asks no table for it.

Roots change once in years, and the set of keys a few times a year: what a request had to look up
serves the next ones of this process for ``SECONDS``. A root said to be compromised is gone from
every page by then, well within the minute in which a revocation is seen.
"""

import time
from functools import lru_cache

from certification.credentials import services

SECONDS = 30


def lately() -> tuple[str, int]:
    """As ``services.pinned`` answered within the last ``SECONDS``."""
    return _pinned(int(time.time() // SECONDS))


@lru_cache(maxsize=1)
def _pinned(_span: int) -> tuple[str, int]:
    return services.pinned()


def forget() -> None:
    """Know nothing any more."""
    _pinned.cache_clear()
