"""Figures of the public home, computed from the database and never older than ten minutes."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone
from redis.exceptions import RedisError

from stc.accounts.models import User

SMALLEST_SHOWN = 5  # a smaller cell could point at a person
_KEPT_SECONDS = 600


@dataclass(frozen=True)
class People:
    """Registered people: in all, and by code of province (``None`` where too few to show)."""

    smallest_shown = SMALLEST_SHOWN
    total: int
    by_province: dict[str, int | None]
    as_of: datetime


def people() -> People:
    """People with a record here, counted by province; counted anew where the cache is down."""
    try:
        found = cache.get("home.people")
    except RedisError:
        return _count_people()
    if found is None:
        found = _count_people()
        cache.set("home.people", found, _KEPT_SECONDS)
    return found


def _count_people() -> People:
    active = User.objects.filter(is_active=True)
    rows = (
        active.filter(region__isnull=False)
        .values_list(Coalesce("region__parent__code", "region__code"))
        .annotate(n=Count("pk"))
    )
    cells = {code: n if n >= SMALLEST_SHOWN else None for code, n in rows}
    return People(active.count(), cells, timezone.now())
