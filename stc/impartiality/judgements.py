"""Which tables hold judgements: rows by which a person decides, marks or reviews a candidate.

An app registers its table in ``AppConfig.ready()``; the database then refuses a row whose judge
has a standing tie to its candidate, or is the candidate (``triggers``).
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef

from stc.impartiality.models import Conflict, Tie


@dataclass(frozen=True)
class Judgement:
    """A table and its two columns; a row whose judge is still empty is no judgement yet.

    Ties of the kinds in ``but`` do not bar here: who examined someone once may do so again.
    """

    model: type[models.Model]
    judge: str
    candidate: str
    but: tuple[Tie, ...] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def column(self, name: str) -> str:
        return self.model._meta.get_field(name).column


_judgements: list[Judgement] = []


def register(
    model: type[models.Model], *, judge: str, candidate: str, but: Collection[Tie] = ()
) -> None:
    """From now on rows of this model are judgements; ``judge``, ``candidate`` name its fields."""
    _judgements.append(Judgement(model, judge, candidate, tuple(but)))


def all_registered() -> list[Judgement]:
    return list(_judgements)


def move(model: type[models.Model], field: str, *, keep, give) -> list[int]:
    """``merging.move`` for a table of judgements; the ids of the rows that moved.

    A row by which someone would come to judge themselves or one to whom they are tied stays
    apart: the record of what was judged is right, and the database would refuse the move.
    """
    rows = model._default_manager.filter(**{field: give})
    for judgement in all_registered():
        if judgement.model is model and field in (judgement.judge, judgement.candidate):
            rows = _without_barred(rows, judgement, field, keep, give)
    moved = list(rows.values_list("pk", flat=True))
    model._default_manager.filter(pk__in=moved).update(**{field: keep})
    return moved


def _without_barred(rows, judgement: Judgement, field: str, keep, give):
    """Ties to either record count, so that what moves can be moved back."""
    judges = field == judgement.judge
    other = judgement.candidate if judges else judgement.judge
    mine, theirs = ("person", "candidate") if judges else ("candidate", "person")
    ties = Conflict.objects.standing().barring(judgement.but)
    tied = ties.filter(**{f"{mine}__in": [keep, give], theirs: OuterRef(other)})
    return rows.exclude(**{other: keep}).exclude(Exists(tied))
