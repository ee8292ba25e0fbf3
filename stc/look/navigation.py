"""The menus: each app registers its entries in ``AppConfig.ready()``, the frames show them.

An entry belongs to an area: ``public`` (the head of open pages), ``foot`` (under every page, for
what is sought once), ``person`` (a phone's bottom bar: the first four; the fifth place there is
the role home, which lists them all) or ``officer`` (the side bar of queues). ``waiting`` is what
waits there for this person, as rows or as their number; the role home page lists every entry that
has something waiting. All rows are counted by one query, so that a new queue costs no page more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property

PUBLIC, FOOT, PERSON, OFFICER = "public", "foot", "person", "officer"
IN_BAR = 4


def _everyone(user) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    area: str
    label: str | Promise
    url_name: str
    icon: str
    order: int = 50
    visible_to: Callable[[object], bool] = _everyone
    waiting: Callable[[object], QuerySet | int] | None = None
    waiting_label: str | Promise = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Add an entry to a menu. The same address twice in an area is a mistake."""
    if any(e.area == entry.area and e.url_name == entry.url_name for e in _entries):
        raise ValueError(f"{entry.url_name} stands in {entry.area} already")
    _entries.append(entry)
    _entries.sort(key=lambda e: e.order)


class Menu:
    """The entries that this request's person may see, by area; counted only where shown.

    ``beside`` are rows of somebody else's that are counted in the same query.
    """

    def __init__(self, request: HttpRequest, beside: Sequence[QuerySet] = ()) -> None:
        self.request = request
        self.beside = beside

    def _of(self, area: str) -> list[Entry]:
        user = getattr(self.request, "user", None)
        return [e for e in _entries if e.area == area and e.visible_to(user)]

    @cached_property
    def public(self) -> list[Entry]:
        return self._of(PUBLIC)

    @cached_property
    def foot(self) -> list[Entry]:
        return self._of(FOOT)

    @cached_property
    def person(self) -> list[Entry]:
        return self._of(PERSON)

    @property
    def bar(self) -> list[Entry]:
        return self.person[:IN_BAR]

    @property
    def is_beyond_bar(self) -> bool:
        """Whether the open page lies behind none of the bar's entries."""
        return not any(self.request.path.startswith(entry.url) for entry in self.bar)

    @property
    def beyond_bar(self) -> int:
        """How much waits behind the person's entries that the bar has no place for."""
        return sum(self.count(entry) for entry in self.person[IN_BAR:])

    @cached_property
    def officer(self) -> list[Entry]:
        return self._of(OFFICER)

    @cached_property
    def waiting(self) -> list[tuple[Entry, int]]:
        """What waits for this person now, the work first: entries with a count above zero."""
        counted = [(e, self.count(e)) for e in self.officer + self.person]
        return [(e, n) for e, n in counted if n]

    def count(self, entry: Entry) -> int:
        """How much waits behind one entry for this person; all entries are asked for at once."""
        return self._counts.get((entry.area, entry.url_name), 0) if entry.waiting else 0

    @property
    def beside_counts(self) -> list[int]:
        """How many rows each of ``beside`` has."""
        return self._counted[1]

    @property
    def _counts(self) -> dict[tuple[str, str], int]:
        return self._counted[0]

    @cached_property
    def _counted(self) -> tuple[dict[tuple[str, str], int], list[int]]:
        entries = self.public + self.person + self.officer
        waiting = {
            (e.area, e.url_name): e.waiting(self.request.user)
            for e in entries
            if e.waiting is not None
        }
        rows = {name: found for name, found in waiting.items() if isinstance(found, QuerySet)}
        counted = numbers([*rows.values(), *self.beside])
        return waiting | dict(zip(rows, counted, strict=False)), counted[len(rows) :]


def numbers(querysets: list[QuerySet]) -> list[int]:
    """How many rows each has, in one query."""
    if not querysets:
        return []
    counted = [
        rows.order_by()
        .annotate(which=Value(place, IntegerField()))
        .values("which")
        .annotate(number=Count("pk"))
        .values_list("which", "number")
        for place, rows in enumerate(querysets)
    ]
    found = dict(counted[0].union(*counted[1:], all=True))
    return [found.get(place, 0) for place in range(len(querysets))]
