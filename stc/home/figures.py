"""Figures of the public home, computed from the database and never older than ten minutes."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Max
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from redis.exceptions import RedisError

from certification.credentials.models import Credential
from certification.schemes.models import Scheme
from courses.competencies.models import Kind
from stc.accounts.models import User
from stc.home import small_cells

CERTIFICATE = "certificate"  # cards are credentials too, and are not counted here
NO_PROVINCE = ""
_KEPT_SECONDS = 600
_KEPT_AS = "home.figures"


@dataclass(frozen=True)
class Awarded:
    """How many valid certificates of one scheme there are; ``None``: too few to show.

    ``kind`` is the scheme's kind of security, empty for a scheme that is kept no more.
    """

    kind: str
    title_id: str
    title_en: str
    number: int | None

    @property
    def title(self) -> str:
        return self.title_en if translation.get_language() == "en" else self.title_id

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label if self.kind else ""


@dataclass(frozen=True)
class Figures:
    """``valid`` counts certificates that hold at ``as_of``; in ``by_province``, which goes by the
    code of the holder's province, ``NO_PROVINCE`` stands for those who named none.
    """

    people: int
    valid: int | None
    by_scheme: tuple[Awarded, ...]
    by_province: dict[str, int | None]
    as_of: datetime
    smallest = small_cells.SMALLEST

    @property
    def without_province(self) -> int | None:
        return self.by_province.get(NO_PROVINCE)

    @property
    def some_hidden(self) -> bool:
        return None in (*self.by_province.values(), *(one.number for one in self.by_scheme))


def current() -> Figures:
    """The figures as kept; counted anew where they are too old or the cache is down."""
    try:
        found = cache.get(_KEPT_AS)
    except RedisError:
        return _count()
    if found is None:
        found = _count()
        cache.set(_KEPT_AS, found, _KEPT_SECONDS)
    return found


def _count() -> Figures:
    now = timezone.now()
    province = Coalesce("holder__region__parent__code", "holder__region__code")
    rows = (
        Credential.objects.filter(kind=CERTIFICATE)
        .holding_at(now)
        .values_list("scheme", "title_id", "title_en", province)
        .annotate(number=Count("pk"), newest=Max("pk"))
        .order_by("newest")
    )
    schemes: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    titles: dict[str, tuple[str, str]] = {}
    for scheme, title_id, title_en, code, number, _newest in rows:
        schemes[scheme] += number
        provinces[code or NO_PROVINCE] += number
        titles[scheme] = title_id, title_en
    kinds = dict(Scheme.objects.values_list("code", "kind"))
    shown = small_cells.hide(schemes)
    return Figures(
        people=User.objects.filter(is_active=True).count(),
        valid=small_cells.shown_total(schemes),
        by_scheme=tuple(
            Awarded(kinds.get(scheme, ""), *titles[scheme], shown[scheme])
            for scheme in sorted(shown)
        ),
        by_province=small_cells.hide(provinces),
        as_of=now,
    )
