from datetime import date, datetime, time
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


def _start_of(day: date) -> datetime:
    """Midnight where the reader is."""
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditEntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The trail is one: whoever may read it sees all of it, everyone else nothing."""
        return self.all() if user.has_perm("audit.read") else self.none()

    def matching(
        self,
        *,
        who: str = "",
        act: str = "",
        subject: str = "",
        since: date | None = None,
        until: date | None = None,
        text: str = "",
    ) -> Self:
        """Entries that fit all that is asked; days are the reader's, both ends included.

        ``who`` and ``subject`` fit a part of the label, or the whole name (``accounts.user:5``).
        """
        found = self
        if who:
            found = found.filter(Q(actor=who) | Q(actor_label__icontains=who))
        if act:
            found = found.filter(act=act)
        if subject:
            found = found.filter(Q(subject=subject) | Q(subject_label__icontains=subject))
        if since:
            found = found.filter(at__gte=_start_of(since))
        if until:
            found = found.filter(at__lt=_start_of(date.fromordinal(until.toordinal() + 1)))
        if text:
            found = found.filter(
                Q(why__icontains=text) | Q(was__icontains=text) | Q(became__icontains=text)
            )
        return found

    def page(self, *, before: int | None, size: int) -> tuple[list, int | None]:
        """The newest entries below a number, and the number to ask for the next ones with.

        By number, not by count: while somebody reads on, new entries shift nothing.
        """
        below = self.filter(pk__lt=before) if before else self
        entries = list(below.order_by("-pk")[: size + 1])
        more = len(entries) > size
        return entries[:size], entries[size - 1].pk if more else None
