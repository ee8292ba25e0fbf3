"""Which tables hold judgements: rows by which a person decides, marks or reviews a candidate.

An app registers its table in ``AppConfig.ready()``; the database then refuses a row whose judge
has a standing tie to its candidate, or is the candidate (``triggers``).
"""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Judgement:
    """A table and its two columns; a row whose judge is still empty is no judgement yet."""

    model: type[models.Model]
    judge: str
    candidate: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def column(self, name: str) -> str:
        return self.model._meta.get_field(name).column


_judgements: list[Judgement] = []


def register(model: type[models.Model], *, judge: str, candidate: str) -> None:
    """From now on rows of this model are judgements; ``judge``, ``candidate`` name its fields."""
    _judgements.append(Judgement(model, judge, candidate))


def all_registered() -> list[Judgement]:
    return list(_judgements)
