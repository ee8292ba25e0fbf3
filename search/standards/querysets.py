from typing import Self

from django.db import models
from django.db.models import Q


class StandardQuerySet(models.QuerySet):
    def family_of(self, standard) -> Self:
        """Its editions, supplements and parts, itself included: all whose codes share the stem."""
        return self.filter(family_key=standard.family_key)


class RelationQuerySet(models.QuerySet):
    def around(self, standard) -> Self:
        """What it is to others and others to it; adoptions of its other editions too."""
        adopted = Q(kind__in=self.model.ADOPTIONS, other__undated_key=standard.undated_key)
        return self.filter(Q(standard=standard) | Q(other=standard) | adopted)
