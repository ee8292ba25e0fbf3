"""Finding standards by code or by words of the title, and counting what each filter would leave.

A reader narrows by five facets, one value each. Everything is counted from one light row for each
match, so that a number beside a filter is what choosing it gives.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.db.models import Case, IntegerField, Q, Value, When

from search.standards import codes, words
from search.standards.models import Relation, Standard, Synonym, Topic

LONGEST, MOST_WORDS = 200, 12
# From best to worst: of two equal matches the one that holds comes first.
STATUSES = ("current", "amended", "draft", "unknown", "superseded", "withdrawn")
EXACT, NAMED, OTHER_EDITION, SAME_NUMBER, IN_WORDS = range(5)


@dataclass(frozen=True)
class Wish:
    """What a reader asks for, as the address says it; empty means all."""

    q: str = ""
    badan: str = ""
    status: str = ""
    topik: str = ""
    jenis: str = ""
    tahun: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Wish":
        return cls(**{name: said.get(name, "").strip()[:LONGEST] for name in cls.FIELDS})

    @property
    def facets(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name != "q"}


Wish.FIELDS = tuple(Wish.__dataclass_fields__)


@dataclass
class Found:
    """Keys in order, and for each facet how many there would be at each of its values."""

    keys: list[int] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=dict)


def find(wish: Wish) -> Found:
    """Exact code first, then other editions, then words; what holds before what is over."""
    asked = {name: value for name, value in wish.facets.items() if value}
    found = Found(counts={name: Counter() for name in wish.facets})
    topics = _topics_of_each()
    ranked = []
    for key, *place, body, status, kind, year in _matches(wish.q):
        values = {
            "badan": (body,),
            "status": (status,),
            "topik": topics.get(key, ()),
            "jenis": (kind,) if kind else (),
            "tahun": (str(year),) if year else (),
        }
        failed = [name for name, value in asked.items() if value not in values[name]]
        if len(failed) > 1:
            continue
        # Choosing another value of a facet takes the place of the one that is chosen there.
        for name in failed or values:
            found.counts[name].update(values[name])
        if not failed:
            rank, has_words, aside, sort_key = place
            ranked.append((rank, STATUSES.index(status), not has_words, aside, sort_key, key))
    found.keys = [row[-1] for row in sorted(ranked)]
    return found


def _matches(text: str) -> Iterable[tuple]:
    rows = Standard.objects.all()
    rank = Value(IN_WORDS, IntegerField())
    if text:
        asked, rank = _asked(text)
        rows = rows.filter(asked)
    return (
        rows.order_by()
        .annotate(
            rank=rank,
            has_words=Case(When(~Q(abstract_en="") | ~Q(abstract_id=""), then=1), default=0),
            aside=Case(When(Q(is_supplement=True) | Q(is_adoption=True), then=1), default=0),
        )
        .values_list(
            "pk", "rank", "has_words", "aside", "sort_key", "body", "status", "kind", "year"
        )
    )


def _asked(text: str) -> tuple[Q, Case | Value]:
    """Which rows match, and how well. Signs alone match nothing."""
    plain = words.plain(text).split()[:MOST_WORDS]
    all_words = Q(pk__in=[]) if not plain else Q()
    for word in plain:
        all_words &= Q(search_text__contains=f" {word}")
    code = codes.parse(text)
    if not code:
        return all_words, Value(IN_WORDS, IntegerField())
    # Keys hold small letters, digits and hyphens: nothing that LIKE would read as a sign.
    named = Q(names__contains=f" {code.key} ")
    edition = Q(names__contains=f" {code.undated.key} ")
    same = Q(number=code.number) if code.number else Q(pk__in=[])
    rank = Case(
        # Without year or edition it means every edition, of which the one that holds comes first.
        *([When(key=code.key, then=EXACT)] if code.key != code.undated.key else []),
        When(named, then=NAMED),
        When(edition, then=OTHER_EDITION),
        When(same, then=SAME_NUMBER),
        default=IN_WORDS,
        output_field=IntegerField(),
    )
    return Q(key=code.key) | named | edition | same | all_words, rank


def _topics_of_each() -> dict[int, set[str]]:
    """The topics of each standard, and the fields that they belong to."""
    given = Standard.topics.through.objects.values_list(
        "standard_id", "topic__slug", "topic__parent__slug"
    )
    topics: dict[int, set[str]] = {}
    for key, *slugs in given:
        topics.setdefault(key, set()).update(slug for slug in slugs if slug)
    return topics


def topics_meant(text: str, topics: Iterable[Topic]) -> list[Topic]:
    """Topics whose name or synonym stands in the text as whole words, the nearest first."""
    said = f" {words.plain(text)} "
    if said.isspace():
        return []
    weights: dict[int, float] = {}
    for key, term, weight in Synonym.objects.values_list("topic_id", "term", "weight"):
        if f" {words.plain(term)} " in said:
            weights[key] = max(weight, weights.get(key, 0))
    for topic in topics:
        if any(f" {words.plain(name)} " in said for name in (topic.name_id, topic.name_en)):
            weights[topic.pk] = 1
    near = [topic for topic in topics if topic.parent_id and weights.get(topic.pk, 0) > 0]
    return sorted(near, key=lambda topic: (-weights[topic.pk], topic.name))[:4]


def in_order(keys: list[int]) -> list[Standard]:
    """The standards of a page of results, each with ``replaced_by``."""
    rows = Standard.objects.in_bulk(keys)
    links = Relation.objects.filter(kind=Relation.Kind.SUPERSEDES, other__in=keys)
    replaced: dict[int, list[Standard]] = {}
    for link in links.select_related("standard").order_by("standard__sort_key"):
        replaced.setdefault(link.other_id, []).append(link.standard)
    for key, row in rows.items():
        row.replaced_by = replaced.get(key, []) if row.is_over else []
    return [rows[key] for key in keys if key in rows]
