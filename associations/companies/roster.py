"""The roster of a company: who works there, what they may show, and what runs out first.

Read whole by three queries, however many people, and put in order here: what an order or a filter
told of somebody who has not agreed would already be too much.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from associations.companies.models import Company, Employment
from associations.companies.services.employing import EMPLOYER
from certification.cases.services.deciding import KIND
from certification.credentials.models import Credential
from stc.accounts.services import consent

SOON = (30, 60, 90)  # days before the end, as reminders are counted


@dataclass(frozen=True)
class Shown:
    """A certificate; ``days_left`` counts to its last day, and is None once it does not hold."""

    credential: Credential
    days_left: int | None

    @property
    def kind(self) -> str:
        """A kind of ``stc.look.standings``."""
        if self.days_left is None:
            return self.credential.today
        return "expiring" if self.days_left <= max(SOON) else "valid"


@dataclass(frozen=True)
class Line:
    """A person of the roster. Without their consent ``certificates`` is empty, whatever they hold.

    ``certificates`` are those that hold, of each scheme the one that holds longest, the first to
    run out first; where none holds, the one that was issued last.
    """

    employment: Employment
    agrees: bool
    certificates: tuple[Shown, ...]

    @property
    def days_left(self) -> int | None:
        """Days to the first end; None where nothing holds, or nothing is told."""
        return self.certificates[0].days_left if self.certificates else None

    @property
    def _place(self) -> tuple[int, int, str, int]:
        """Who has nothing that holds first, then by what runs out, then who has not agreed."""
        rank = 2 if not self.agrees else 0 if self.days_left is None else 1
        name = self.employment.person.full_name.casefold()
        return rank, self.days_left or 0, name, self.employment.pk


def of(company: Company, *, within_days: int | None = None) -> list[Line]:
    """The roster in its order; with ``within_days`` only those whose first end comes by then."""
    employed = list(
        Employment.objects.working().filter(company=company).select_related("person").order_by("pk")
    )
    people = Employment.objects.working().filter(company=company).values("person")
    agreeing = consent.who_agree(people, EMPLOYER)
    held = defaultdict(list)
    # A holder is told by the employment: whoever has not agreed has none in what follows.
    for credential in Credential.objects.filter(holder__in=people, kind=KIND).order_by("pk"):
        if credential.holder_id in agreeing:
            held[credential.holder_id].append(credential)
    today = timezone.localdate()
    lines = [
        Line(one, one.person_id in agreeing, told(held[one.person_id], today)) for one in employed
    ]
    if within_days is not None:
        lines = [
            line for line in lines if line.days_left is not None and line.days_left <= within_days
        ]
    return sorted(lines, key=lambda line: line._place)


def told(credentials: Iterable[Credential], today: date) -> tuple[Shown, ...]:
    """What of a person's certificates a roster shows (see ``Line``)."""
    every = list(credentials)
    now = timezone.now()
    longest: dict[str, Credential] = {}
    for credential in every:
        if credential.today != "valid" or credential.valid_from > now:
            continue
        known = longest.get(credential.scheme)
        if known is None or known.valid_until < credential.valid_until:
            longest[credential.scheme] = credential
    if longest:
        ordered = sorted(longest.values(), key=lambda one: (one.valid_until, one.pk))
        return tuple(Shown(one, (timezone.localdate(one.last_day) - today).days) for one in ordered)
    return tuple(Shown(one, None) for one in every[-1:])
