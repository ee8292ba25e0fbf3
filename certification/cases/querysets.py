from typing import Self

from django.db import models
from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from certification.exams.models import Registration
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.impartiality.models import Conflict


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Certification officers see all; everyone else their own."""
        officer = CERTIFICATION_OFFICERS in getattr(user, "roles", ())
        return self.all() if officer else self.of(user)

    def of(self, person) -> Self:
        return self.filter(candidate_id=person.pk)

    def of_others(self, person) -> Self:
        return self.exclude(candidate_id=person.pk)

    def unfinished(self) -> Self:
        return self.filter(state__in=self.model.UNFINISHED)

    def waiting(self) -> Self:
        """Examined and not decided, whoever waited longest first."""
        waiting = self.filter(state=self.model.State.EXAMINED)
        return waiting.order_by("result__released_at", "pk")

    def with_ties_of(self, officer) -> Self:
        """Annotated with whether the officer is ``tied`` to the candidate today."""
        ties = Conflict.objects.standing().filter(
            person_id=officer.pk, candidate=OuterRef("candidate")
        )
        return self.annotate(tied=Exists(ties))

    def decidable_by(self, officer) -> Self:
        """Those that wait and that this officer may decide."""
        others = self.waiting().of_others(officer)
        return others.with_ties_of(officer).filter(tied=False)

    def asking(self, person) -> Self:
        """A person's cases in which the next step is theirs: no exam is before them or behind."""
        source = Concat(
            Value(f"{self.model.SOURCE}:"),
            Cast(OuterRef("pk"), CharField()),
            output_field=CharField(),
        )
        seats = Registration.objects.standing().filter(
            Q(attempt__isnull=False) | Q(sitting__closes_at__gt=timezone.now()), origin=source
        )
        return self.of(person).filter(~Exists(seats), state=self.model.State.OPEN)

    def with_all(self) -> Self:
        """With everything that a page tells of a case, in one query; how its name was confirmed
        last stands in ``confirmed_name`` and ``confirmed_at``.
        """
        names = self.model.name_confirmations.rel.related_model.objects
        newest = names.filter(case=OuterRef("pk")).order_by("-pk")
        confirmed = self.annotate(
            confirmed_name=Subquery(newest.values("name")[:1]),
            confirmed_at=Subquery(newest.values("confirmed_at")[:1]),
        )
        return confirmed.select_related(
            "scheme",
            "rule",
            "paper",
            "candidate__region",
            "candidate__identity",
            "decision__decided_by",
            "result__attempt__registration__sitting__examiner",
            "result__attempt__registration__sitting__region",
        )


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Certification officers see the batches that they asked for themselves."""
        officer = CERTIFICATION_OFFICERS in getattr(user, "roles", ())
        return self.filter(decided_by_id=user.pk) if officer else self.none()

    def with_counts(self) -> Self:
        """Annotated with how many of its lines are ``waiting``, ``done`` and ``refused``."""
        return self.select_related("sitting", "training_class").annotate(
            **{
                state: Count("lines", filter=Q(lines__state=state))
                for state in ("waiting", "done", "refused")
            }
        )
