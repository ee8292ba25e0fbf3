"""The demo's companies: four that employ guards, with what runs out on their rosters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from associations.companies import services
from associations.companies.models import Company, CompanySeat, Employment
from associations.companies.services.employing import EMPLOYER
from certification.credentials.models import Credential
from stc.accounts.models import User
from stc.accounts.services import consent
from stc.home.demo.days import DAY, at
from stc.home.demo.people import COMPANY, SLAMET, Cast, agree
from stc.regions.models import Region

LEADER, GUARD = "Komandan regu", "Anggota regu"
YEARS_OPEN = 4


@dataclass(frozen=True)
class Plan:
    """A company, and whom it employs: of each cohort's certificates a slice."""

    name: str
    slug: str
    city: str
    services: tuple[str, ...]
    licence_days: int
    employs: tuple[tuple[int, int, int], ...]  # cohort, from, to


PLANS = (
    Plan(
        "PT Garda Nusantara Sejahtera",
        "garda-nusantara-sejahtera",
        "32.73",
        ("training", "guards"),
        410,
        ((1, 0, 4), (2, 0, 5), (5, 2, 8), (8, 0, 6), (10, 0, 8)),
    ),
    Plan(
        "PT Bhakti Siaga Timur",
        "bhakti-siaga-timur",
        "35.78",
        ("consultancy", "guards"),
        95,
        ((1, 4, 6), (2, 5, 7), (5, 8, 18)),
    ),
    Plan(
        "PT Mahakam Kawal Andalan",
        "mahakam-kawal-andalan",
        "64.71",
        ("valuables", "guards", "k9"),
        700,
        ((5, 18, 27), (8, 6, 14)),
    ),
    Plan(
        "PT Lintas Pengaman Bekasi",
        "lintas-pengaman-bekasi",
        "32.75",
        ("guards",),
        -20,
        ((8, 14, 18), (10, 8, 14)),
    ),
)


def make_companies(cast: Cast, certified: Mapping[str, Sequence[Credential]]) -> None:
    """Four companies with a manager each; the first one's can log in. Each has somebody new, who
    has no certificate yet.
    """
    made, managers = [], [cast.known[COMPANY]]
    for number, plan in enumerate(PLANS, start=1):
        if number > 1:
            managers += cast.take(1, living_in=plan.city)
        manager = managers[-1]
        company = _opened(cast, plan, number)
        seat = services.give_seat(
            person=manager,
            company=company,
            role=CompanySeat.Role.MANAGER,
            by=None,
            starts_on=cast.today - timedelta(days=365 * YEARS_OPEN),
        )
        held = [
            credential.holder
            for cohort, first, last in plan.employs
            for credential in certified[f"Gada Pratama angkatan {cohort}"][first:last]
        ]
        newcomers = cast.take(1)
        agree(newcomers, cast.today)
        _employ(cast, company, manager, [*held, *newcomers])
        # The demo does not wait for the job.
        services.settle_ties(seat_id=seat.pk)
        made.append(company)
    _first(cast, made[0], managers[0])
    _second(made[1], managers[1])


def _opened(cast: Cast, plan: Plan, number: int) -> Company:
    return Company.objects.create(
        name=plan.name,
        slug=plan.slug,
        region=Region.objects.get(code=plan.city),
        nib=f"{9_120_000_000_000 + number}",
        licence_number=f"DEMO/SIO/{number:03}",
        licence_until=cast.today + timedelta(days=plan.licence_days),
        services=list(plan.services),
    )


def _employ(cast: Cast, company: Company, manager: User, people: Sequence[User]) -> None:
    """They were asked on the days of the last months and said yes the evening after."""
    Employment.objects.bulk_create(
        Employment(
            person=person,
            company=company,
            position=GUARD if place % 8 else LEADER,
            proposed_by=manager,
            proposed_at=at(asked, 9),
            accepted_at=at(asked, 19),
            starts_on=asked,
        )
        for place, person in enumerate(people)
        for asked in [cast.today - (40 + 3 * place) * DAY]
    )


def _first(cast: Cast, company: Company, manager: User) -> None:
    """Three do not let it see their certificates, one left today; others were asked: two wait, one
    said no, and Slamet reads his proposal.
    """
    working = list(
        Employment.objects.working().filter(company=company).select_related("person").order_by("pk")
    )
    for employment in (working[3], working[10], working[-2]):
        _withdraw(employment.person)
    services.end_employment(employment_id=working[-3].pk, by=working[-3].person)
    asked = cast.take(3)
    yesterday = cast.today - DAY
    rows = [
        Employment(
            person=person,
            company=company,
            position=GUARD,
            proposed_by=manager,
            proposed_at=at(yesterday, 9),
            starts_on=yesterday,
        )
        for person in asked
    ]
    rows[-1].declined_at = at(yesterday, 20)
    Employment.objects.bulk_create(rows)
    services.propose(company_id=company.pk, contact=SLAMET, by=manager, position=GUARD)


def _second(company: Company, manager: User) -> None:
    """One was let go today."""
    last = Employment.objects.working().filter(company=company).order_by("pk").last()
    services.end_employment(employment_id=last.pk, by=manager)


def _withdraw(person: User) -> None:
    standing = next(one for one in consent.standings(person) if one.text.purpose.code == EMPLOYER)
    consent.answer(person_id=person.pk, purpose=EMPLOYER, text_id=standing.text.pk, given=False)
