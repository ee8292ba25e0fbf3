"""The demo's exams: some long over, one to be released, one at work, one to come."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from certification.cases.models import Case
from certification.exams import services as exams
from certification.exams.models import (
    Attempt,
    CutScore,
    Paper,
    Registration,
    Response,
    Result,
    ServedItem,
    Sitting,
)
from certification.items import services as items
from certification.items.models import ItemVersion, Option
from courses.providers.models import Provider
from stc.accounts.models import User
from stc.home.demo.days import at
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie

OPENS, CLOSES = 8, 12  # o'clock


@dataclass
class Desk:
    """What an examiner has at hand; ``keys`` remembers the right place of each version."""

    paper: Paper
    examiner: User
    dice: random.Random
    keys: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.blueprint = dict(self.paper.blueprint.values_list("unit__code", "items"))

    def key(self, version: ItemVersion) -> int:
        """The position of the right option, as marking finds it."""
        if version.pk not in self.keys:
            options = Option.objects.filter(version=version)
            self.keys[version.pk] = next(
                option.position
                for option in options
                if items.mark(version_id=version.pk, option_id=option.pk)
            )
        return self.keys[version.pk]


@dataclass(frozen=True)
class Sat:
    """A case whose candidate sat, and whether they were competent."""

    case: Case
    passed: bool


def held(
    desk: Desk, *, provider: Provider, on: date, sat: Sequence[Sat], released: date | None
) -> list[Result]:
    """A sitting that is over: each candidate answered all, and all is marked."""
    sitting = Sitting.objects.create(
        paper=desk.paper,
        name=_name(provider),
        venue=f"Aula {provider}",
        region=provider.region,
        opens_at=at(on, OPENS),
        closes_at=at(on, CLOSES),
        capacity=max(20, len(sat)),
        examiner=desk.examiner,
        released_at=released and at(released, 15),
        released_by=desk.examiner if released else None,
    )
    seats = Registration.objects.bulk_create(
        Registration(
            sitting=sitting,
            candidate=one.case.candidate,
            examiner=desk.examiner,
            origin=one.case.source,
            registered_by=one.case.candidate,
            registered_at=one.case.opened_at,
        )
        for one in sat
    )
    attempts = Attempt.objects.bulk_create(_attempt(desk, seat) for seat in seats)
    cut = desk.paper.cuts.all().holding(on).first()
    results = [
        _answer(desk, attempt, cut, passed=one.passed)
        for attempt, one in zip(attempts, sat, strict=True)
    ]
    for result in results:
        result.released_at, result.released_by = sitting.released_at, sitting.released_by
    results = Result.objects.bulk_create(results)
    if released:
        _tie(desk.examiner, results, sitting, released)
    return results


def _attempt(desk: Desk, seat: Registration) -> Attempt:
    started = seat.sitting.opens_at + timedelta(minutes=desk.dice.randint(1, 20))
    return Attempt(
        registration=seat,
        seed=desk.dice.getrandbits(31),
        started_at=started,
        ends_at=started + timedelta(minutes=desk.paper.minutes),
        segment=1,
        handed_in_at=started + timedelta(minutes=desk.dice.randint(14, desk.paper.minutes - 1)),
    )


def _answer(desk: Desk, attempt: Attempt, cut: CutScore, *, passed: bool) -> Result:
    """What was served and answered, and what it came to: well above the cut or well below."""
    dice = desk.dice
    served = _served(desk, attempt)
    needed = -(-len(served) * cut.percent // 100)
    right = dice.randint(needed, len(served)) if passed else dice.randint(needed // 2, needed - 1)
    known = set(dice.sample(range(len(served)), right))
    times = sorted(dice.uniform(30, 13 * 60) for _ in served)
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            segment=1,
            counter=place + 1,
            position=item.position,
            option=_place(desk, item, knows=place in known),
            received_at=attempt.started_at + timedelta(seconds=times[place]),
            late=False,
        )
        for place, item in enumerate(served)
    )
    return Result(
        attempt=attempt,
        candidate=attempt.registration.candidate,
        right=right,
        out_of=len(served),
        cut_score=cut,
        percent_needed=cut.percent,
        outcome=Result.Outcome.COMPETENT if passed else Result.Outcome.NOT_YET,
        marked_at=attempt.handed_in_at,
    )


def _served(desk: Desk, attempt: Attempt) -> list[ServedItem]:
    versions = items.draw(blueprint=desk.blueprint, seed=attempt.seed)
    mixing = random.Random(attempt.seed)  # noqa: S311
    return ServedItem.objects.bulk_create(
        ServedItem(
            attempt=attempt,
            position=place,
            version=version,
            order="".join(mixing.sample("1234", 4)),
        )
        for place, version in enumerate(versions, start=1)
    )


def _place(desk: Desk, item: ServedItem, *, knows: bool) -> int:
    """Where the chosen option stood: the right one, or the one after it."""
    right = 1 + item.order.index(str(desk.key(item.version)))
    return right if knows else 1 + right % 4


def _tie(examiner: User, results: list[Result], sitting: Sitting, on: date) -> None:
    for result in results:
        impartiality.record(
            person=examiner,
            candidate=result.candidate,
            kind=Tie.EXAMINED,
            since=on,
            why=f"{sitting}",
            source=result.source,
        )


def _name(provider: Provider) -> str:
    return f"Ujian Gada Pratama, {provider.region.name}"


def coming(desk: Desk, *, provider: Provider, opens_at: datetime, lasts: timedelta) -> Sitting:
    """A sitting that candidates can still choose."""
    return exams.open_sitting(
        paper=desk.paper,
        name=_name(provider),
        venue=f"Aula {provider}",
        region=provider.region,
        opens_at=opens_at,
        closes_at=opens_at + lasts,
        capacity=20,
        by=desk.examiner,
    )


def at_work(seats: Sequence[Registration], *, answered: Sequence[int | None]) -> None:
    """Candidates of a running sitting: so many answers each, all of them and they have handed in;
    ``None`` has not begun.
    """
    for seat, number in zip(seats, answered, strict=True):
        if number is None:
            continue
        attempt = exams.start(registration_id=seat.pk, by=seat.candidate)
        ticket = exams.enter(attempt_id=attempt.pk, by=seat.candidate)
        for place in range(1, number + 1):
            option = 1 + place * 7 % 4
            exams.save_answer(ticket=ticket, counter=place, position=place, option=option)
        if number == attempt.items.count():
            exams.hand_in(attempt_id=attempt.pk)
