from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from stc.accounts.groups import CERTIFICATION_OFFICERS


class CredentialQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Holders see their own, officers all. Every page, API and export starts from here."""
        officer = CERTIFICATION_OFFICERS in getattr(user, "roles", ())
        return self.all() if officer else self.filter(holder_id=user.pk)

    def of_holder(self, user) -> Self:
        return self.filter(holder_id=user.pk)

    def with_papers(self) -> Self:
        return self.prefetch_related("documents")

    def holding_at(self, moment: datetime) -> Self:
        """Those that hold then, as things stand now: begun, not run out, standing valid."""
        return self.filter(standing="valid", valid_from__lte=moment, valid_until__gt=moment)

    def not_over_at(self, moment: datetime) -> Self:
        """Those that hold then or will: standing valid, not run out."""
        return self.filter(standing="valid", valid_until__gt=moment)

    def replacing(self, old) -> Self:
        """What another may be replaced by: its holder's, valid, and in place of no third one."""
        free = Q(replaces__isnull=True) | Q(replaces=old)
        return self.filter(free, holder_id=old.holder_id, standing="valid").exclude(pk=old.pk)

    def standings_in(self, status_list) -> dict[int, int]:
        """The entries of a list that are not plain valid, by their index."""
        rows = self.filter(status_list=status_list).exclude(standing="valid")
        return {
            index: self.model.ENTRIES[standing]
            for index, standing in rows.values_list("status_index", "standing")
        }

    def matching(self, words: str) -> Self:
        """Credentials whose number or holder's name holds these words."""
        return self.filter(Q(number__icontains=words) | Q(holder_name__icontains=words))


class TemplateVersionQuerySet(models.QuerySet):
    def newest_of(self, kind: str):
        """The version that credentials of this kind are issued with, without its content."""
        rows = self.filter(template__kind=kind).order_by("-number")
        return rows.only("number", "template_id").first()


class ShareLinkQuerySet(models.QuerySet):
    def open_at(self, moment: datetime) -> Self:
        """Those that open then: neither switched off nor past their end."""
        return self.filter(ended_at__isnull=True, until__gt=moment)

    def over_before(self, moment: datetime) -> Self:
        """Those that ended before, by whichever end came first."""
        return self.filter(Q(ended_at__lt=moment) | Q(until__lt=moment))


class SigningKeyQuerySet(models.QuerySet):
    def signing(self, at: datetime) -> Self:
        """Keys that may sign at a moment, the newest first.

        A key may be used a little before its time: the host that made it may be ahead of ours.
        """
        begun = Q(signs_from__lte=at + self.model.SKEW)
        return self.filter(begun, state="active", signs_until__gt=at).order_by("-signs_from", "-pk")

    def ending_soon(self, at: datetime) -> Self:
        """Keys that sign, soon no more, and that nothing follows."""
        soon = at + self.model.ENDS_SOON
        followers = self.model.objects.coming(soon).filter(purpose=OuterRef("purpose"))
        return self.signing(at).filter(~Exists(followers), signs_until__lte=soon)

    def coming(self, at: datetime) -> Self:
        """Active keys that sign now or later, the newest first."""
        return self.filter(state="active", signs_until__gt=at).order_by("-signs_from", "-pk")
