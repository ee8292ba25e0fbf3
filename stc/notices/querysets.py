from typing import Self

from django.db import models


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A notice is seen by the person it was said to, and by nobody else."""
        return self.filter(person_id=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)
