"""What every installation needs before anyone comes: loaded by ``manage.py setup``, idempotent."""

from collections.abc import Callable

from stc.accounts.reference import load_reference as load_accounts
from stc.accounts.services.groups import load_groups
from stc.home.pages import load_pages
from stc.regions.services import load_regions

LOADERS: tuple[Callable[[], object], ...] = (load_regions, load_accounts, load_groups, load_pages)


def load() -> None:
    """Load all of it, in order. A second call changes nothing."""
    for loader in LOADERS:
        loader()
