from datetime import datetime, timedelta
from typing import Self

from django.db.models import Q, QuerySet


class JobQuerySet(QuerySet):
    def due(self, now: datetime) -> Self:
        """Jobs that may be taken: waiting and due, or left by a worker whose lease ran out."""
        return self.filter(
            Q(state="waiting", run_at__lte=now) | Q(state="running", lease_until__lte=now)
        )

    def done_before(self, now: datetime, *, age: timedelta) -> Self:
        return self.filter(state="done", done_at__lt=now - age)
