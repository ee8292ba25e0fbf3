"""What happened in the demo's world: cohorts of the past, and how things stand today."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification.cases import services as applying
from certification.cases.models import Case
from certification.credentials.models import Credential
from certification.exams.models import Paper
from certification.schemes.models import Scheme
from stc.accounts.models import User
from stc.accounts.services import erasure
from stc.audit import services as audit
from stc.audit.models import AuditEntry
from stc.home.demo import branches, cases, companies, exams, training
from stc.home.demo.days import DAY, at, months_before
from stc.home.demo.errors import NotADemo, RealPeopleHere
from stc.home.demo.people import CERTIFIER, EXAMINER, SARI, SLAMET, Cast, agree, make_people
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie

SEED = 20261124
MADE = "home.make_demo"
LONG_AGO = 5 * 365 * DAY
# From the end of a class: to its exam, to the results, to the decisions; cases open a week before.
TO_EXAM, TO_RELEASE, TO_DECISION = 14 * DAY, 16 * DAY, 21 * DAY


@dataclass(frozen=True)
class Cohort:
    """People who were trained, examined and decided on together, some of them not competent.

    Their decisions come from ``decided`` on, ``apart`` days from each other.
    """

    name: str
    provider: int
    size: int
    failed: int
    decided: date
    apart: int = 0


@dataclass
class World:
    """What every part of the story needs."""

    cast: Cast
    school: training.Schooling
    scheme: Scheme
    desk: exams.Desk
    certifier: User

    @property
    def edition(self) -> str:
        return self.school.curriculum.edition


@transaction.atomic
def make(*, people: int = 200) -> None:
    """Make the demo's world. A second call changes nothing."""
    if not settings.DEMO:
        raise NotADemo
    if AuditEntry.objects.filter(act=MADE).exists():
        return
    if User.objects.exists():
        raise RealPeopleHere
    today = timezone.localdate()
    cast = make_people(random.Random(SEED), today, people)  # noqa: S311
    world = _world(cast)
    certified = _past(world)
    graduates = _graduates(world)
    _sari(world, graduates[0])
    _sittings(world, graduates)
    learners = cast.take(12)
    training.running(world.school, cast, name="Gada Pratama angkatan 12", people=learners)
    agree(learners[:4], today)
    for person in learners[:3]:
        applying.open_case(person=person, scheme_code=cases.SCHEME)
    for person in learners[3:6]:
        cases.applied(person)
    branches.make_tree(cast)
    companies.make_companies(cast, certified)
    erasure.ask_for_erasure(person_id=cast.others[-1].pk, words="Saya sudah pindah pekerjaan.")
    audit.record(act=MADE, by=None, subject=cast.known[SARI], became=f"{User.objects.count()}")


def _world(cast: Cast) -> World:
    scheme = cases.reach_back(cast.today - LONG_AGO)
    desk = exams.Desk(
        paper=Paper.objects.get(code=scheme.paper_code),
        examiner=cast.known[EXAMINER],
        dice=cast.dice,
    )
    school = training.make_providers(cast)
    return World(cast, school, scheme, desk, cast.known[CERTIFIER])


def _cohorts(world: World) -> list[Cohort]:
    today = world.cast.today
    first_end = months_before(today, world.scheme.rules.first().validity_months)
    return [
        Cohort("Gada Pratama angkatan 1", 0, 10, 1, first_end - 40 * DAY, 2),
        Cohort("Gada Pratama angkatan 2", 1, 8, 1, first_end + 8 * DAY, 3),
        Cohort("Gada Pratama angkatan 5", 1, 30, 3, today - 600 * DAY),
        Cohort("Gada Pratama angkatan 8", 0, 30, 2, today - 330 * DAY),
        Cohort("Gada Pratama angkatan 10", 0, 24, 2, today - 120 * DAY),
    ]


def _past(world: World) -> dict[str, list[Credential]]:
    """All that is decided, by cohort, and what became of some certificates since."""
    certified = {}
    for cohort in _cohorts(world):
        people = world.cast.take(cohort.size)
        if cohort.name.endswith(" 10"):  # two come again before theirs run out
            people += [credential.holder for credential in certified["Gada Pratama angkatan 5"][:2]]
        certified[cohort.name] = _certified(world, cohort, people)
    fifth, eighth, tenth = (certified[f"Gada Pratama angkatan {n}"] for n in (5, 8, 10))
    cases.renew(world.certifier, old=fifth[:2], new=tenth[-2:])
    cases.unsettle(world.certifier, suspended=eighth[:2], revoked=eighth[2:4])
    return certified


def _certified(world: World, cohort: Cohort, people: list[User]) -> list[Credential]:
    found = _examined(
        world,
        name=cohort.name,
        provider=cohort.provider,
        people=people,
        decision=cohort.decided,
        failed=cohort.failed,
    )
    issued = [
        cases.decided(
            case, by=world.certifier, on=cohort.decided + timedelta(days=cohort.apart * place)
        )
        for place, case in enumerate(found)
    ]
    return [credential for credential in issued if credential is not None]


def _examined(
    world: World, *, name: str, provider: int, people: list[User], decision: date, failed: int
) -> list[Case]:
    """A class that is over, its cases and its released exam; those not competent come first."""
    ended = decision - TO_DECISION
    training.over(world.school, provider=provider, name=name, ended=ended, people=people)
    agree(people, ended)
    found = cases.opened(world.scheme, world.edition, people, ended + TO_EXAM - 7 * DAY)
    results = exams.held(
        world.desk,
        provider=world.school.providers[provider],
        on=ended + TO_EXAM,
        sat=[exams.Sat(case, place >= failed) for place, case in enumerate(found)],
        released=ended + TO_RELEASE,
    )
    cases.examined(found, results)
    return found


def _graduates(world: World) -> list[User]:
    """Of two late classes: some wait for a decision, one has it since today, the others are still
    before the exam. Those come back, Sari first.
    """
    cast, today = world.cast, world.cast.today
    slamet = cast.known[SLAMET]
    waiting = _examined(
        world,
        name="Gada Pratama angkatan 9",
        provider=1,
        people=[*cast.take(8), slamet],
        decision=today + DAY,
        failed=2,
    )
    impartiality.record(
        person=world.certifier,
        candidate=waiting[4].candidate,
        kind=Tie.RELATED,
        since=today - LONG_AGO,
        why="Sepupu, menurut pernyataan petugas sendiri",
        source="home.demo:1",
    )
    applying.decide(
        case_id=waiting[-1].pk, by=world.certifier, outcome="K", reasons=cases.REASONS[True]
    )
    others = [cast.known[SARI], *cast.take(26)]
    training.over(
        world.school,
        provider=0,
        name="Gada Pratama angkatan 11",
        ended=today - 10 * DAY,
        people=others,
    )
    agree(others, today - 3 * DAY)
    return others


def _sari(world: World, sari: User) -> None:
    """Three lessons in, all hours had, and her birth date is all that her application lacks."""
    training.read(world.school, sari, lessons=3)
    cases.applied(sari)


def _sittings(world: World, graduates: list[User]) -> None:
    """One sitting to release, one at work, two to come; the rest are ready, or went away."""
    today, (first, second) = world.cast.today, world.school.providers
    others = graduates[1:]
    sat, working, booked, ready, gone = (
        others[a:b] for a, b in ((0, 7), (7, 14), (14, 19), (19, 23), (23, 26))
    )
    found = cases.opened(world.scheme, world.edition, sat, today - 4 * DAY)
    exams.held(
        world.desk,
        provider=first,
        on=today - DAY,
        sat=[exams.Sat(case, place != 3) for place, case in enumerate(found)],
        released=None,
    )
    this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    running = exams.coming(
        world.desk,
        provider=first,
        opens_at=this_hour,
        lasts=timedelta(hours=6),
    )
    soon, later = (
        exams.coming(
            world.desk,
            provider=provider,
            opens_at=at(day, exams.OPENS),
            lasts=timedelta(hours=4),
        )
        for provider, day in ((first, today + 3 * DAY), (second, today + 10 * DAY))
    )
    seats = [_seat(person, running.pk) for person in working]
    exams.at_work(seats, answered=(20, 17, 11, 8, 3, None, None))
    for place, person in enumerate(booked):
        _seat(person, (soon if place < 3 else later).pk)
    for person in ready:
        cases.applied(person)
    for person in gone:
        case = applying.open_case(person=person, scheme_code=cases.SCHEME)
        applying.withdraw(case_id=case.pk, by=person)


def _seat(person: User, sitting_id: int):
    case = cases.applied(person)
    return applying.choose_sitting(case_id=case.pk, sitting_id=sitting_id, by=person)
