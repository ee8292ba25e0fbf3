"""The filters of the list as the page shows them: each choice with the number that it gives."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search.standards.finding import Found, Wish
from search.standards.models import Standard, Topic
from stc.security_kinds import Kind


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Choices under a heading of their own; without one where the facet has no groups."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    groups: list[Group]
    chosen: str  # the label of what is chosen, empty where nothing is

    @property
    def is_useful(self) -> bool:
        return any(group.choices for group in self.groups)


def build(wish: Wish, found: Found, topics: Iterable[Topic]) -> list[Filter]:
    """All five; values that nothing has are left out, but what is chosen stays in sight."""
    statuses = {value: str(label) for value, label in Standard.Status.choices}
    kinds = {value: capfirst(str(label)) for value, label in Kind.choices}
    counts = found.counts
    bodies = {body: body for body in sorted(counts["badan"], key=str.casefold)}
    years = {year: year for year in sorted(counts["tahun"], reverse=True)}
    plain = (
        ("badan", _("Penerbit"), bodies),
        ("status", _("Status"), statuses),
        ("jenis", _("Jenis keamanan"), kinds),
        ("tahun", _("Tahun"), years),
    )
    built = {}
    for name, label, labels in plain:
        asked = wish.facets[name]
        if asked:
            labels.setdefault(asked, asked)
        choices = _choices(wish, found, name, labels)
        built[name] = Filter(name, label, [Group("", choices)], labels.get(asked, ""))
    built["topik"] = _of_topics(wish, found, list(topics))
    return [built[name] for name in ("badan", "status", "topik", "jenis", "tahun")]


def _choices(wish: Wish, found: Found, name: str, labels: dict[str, str]) -> list[Choice]:
    asked = wish.facets[name]
    return [
        Choice(value, label, number, value == asked)
        for value, label in labels.items()
        if (number := found.counts[name][value]) or value == asked
    ]


def _of_topics(wish: Wish, found: Found, topics: list[Topic]) -> Filter:
    """A group for each field: the field whole, then its topics by name."""
    names = {topic.slug: topic.name for topic in topics}
    groups = []
    for root in sorted((t for t in topics if not t.parent_id), key=lambda t: t.name):
        below = sorted((t for t in topics if t.parent_id == root.pk), key=lambda t: t.name)
        labels = {root.slug: _("Semua: %(field)s") % {"field": root.name}}
        labels |= {topic.slug: topic.name for topic in below}
        if choices := _choices(wish, found, "topik", labels):
            groups.append(Group(root.name, choices))
    if wish.topik and wish.topik not in names:
        groups.append(Group("", [Choice(wish.topik, wish.topik, 0, is_chosen=True)]))
    chosen = names.get(wish.topik, wish.topik)
    return Filter("topik", _("Topik"), groups, chosen)
