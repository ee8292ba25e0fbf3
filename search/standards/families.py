"""The family of a standard as a reader sees it: editions, changes, parts, adoptions, the rest."""

from dataclasses import dataclass, field

from search.standards.finding import STATUSES
from search.standards.models import Relation, Standard


@dataclass
class Family:
    """``replaced_by`` is what stands in its place; ``current`` an edition of it that holds."""

    editions: list[Standard] = field(default_factory=list)
    supplements: list[Standard] = field(default_factory=list)
    parts: list[Standard] = field(default_factory=list)
    adoptions: list[Relation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    replaced_by: list[Standard] = field(default_factory=list)
    replaces: list[Standard] = field(default_factory=list)
    current: Standard | None = None

    @property
    def is_alone(self) -> bool:
        others = len(self.editions) > 1 or self.supplements or self.parts
        return not (others or self.adoptions or self.relations or self.replaces)


def of(standard: Standard) -> Family:
    """Two queries, whatever the family's size."""
    family = Family()
    relatives = list(Standard.objects.family_of(standard).order_by("sort_key"))
    parts: dict[str, Standard] = {}
    for one in relatives:
        if one.undated_key == standard.undated_key:
            (family.supplements if one.is_supplement else family.editions).append(one)
        elif not one.is_supplement:
            best = parts.setdefault(one.undated_key, one)
            parts[one.undated_key] = min(best, one, key=_worth)
    family.parts = list(parts.values())
    if standard.is_supplement:
        family.supplements = [one for one in family.supplements if one.pk != standard.pk]
    _relate(family, standard)
    if standard.is_over:
        holding = [one for one in family.editions if not one.is_over and one.pk != standard.pk]
        family.current = min(holding, key=_worth, default=None)
        if family.current in family.replaced_by:
            family.current = None
    return family


def _relate(family: Family, standard: Standard) -> None:
    rows = Relation.objects.around(standard).select_related("standard", "other")
    shown_already = {one.pk for one in [*family.supplements, *family.editions, *family.parts]}
    for link in rows.order_by("kind", "standard__sort_key"):
        link.is_ours = link.standard_id == standard.pk
        link.beside = link.other if link.is_ours else link.standard
        if link.kind == Relation.Kind.SUPERSEDES:
            (family.replaces if link.is_ours else family.replaced_by).append(link.beside)
        elif link.kind in Relation.ADOPTIONS:
            family.adoptions.append(link)
        elif link.beside.pk not in shown_already:
            family.relations.append(link)


def _worth(standard: Standard) -> tuple:
    """Of two editions: the one that holds, then the newer."""
    return STATUSES.index(standard.status), -(standard.year or 0), standard.pk


def edition_now(undated_key: str) -> Standard | None:
    """What an address without a year leads to: the edition that holds, else the newest."""
    editions = Standard.objects.filter(undated_key=undated_key, is_supplement=False)
    return min(editions, key=_worth, default=None)
