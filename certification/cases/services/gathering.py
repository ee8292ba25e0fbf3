"""Who of a sitting or a class would be decided K together, and who is left out, and why."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from certification.cases.groups import Group
from certification.cases.models import BatchLine, Case, Decision
from certification.cases.services.asking import checklist
from certification.exams.models import Sitting
from courses.learning import services as learning
from courses.learning.models import TrainingClass
from courses.learning.services import Hours
from stc.accounts.models import User
from stc.accounts.services import consent

GROUPS = 50  # of each kind, the newest
NONE_YET = Hours(0, 0)


@dataclass(frozen=True)
class Place:
    """A case of the group; ``why_not`` says why it is left out, and is empty where it is in."""

    case: Case
    why_not: str


@dataclass(frozen=True)
class Gathering:
    """All examined cases of a group, as they stand now for one officer."""

    places: tuple[Place, ...]

    @cached_property
    def inside(self) -> list[Case]:
        return [place.case for place in self.places if not place.why_not]

    @cached_property
    def left_out(self) -> list[Place]:
        return [place for place in self.places if place.why_not]

    @property
    def seen(self) -> str:
        """Whom one sees by it: the same for the same people only."""
        told = ",".join(str(case.pk) for case in self.inside)
        return hashlib.sha256(told.encode()).hexdigest()


def gather(*, group: Group, by: User) -> Gathering:
    """Asks as ``decide`` does, of all at once: some queries, however many there are."""
    cases = group.among(Case.objects.all())
    waiting = BatchLine.objects.filter(case=OuterRef("pk"), state=BatchLine.State.WAITING)
    found = cases.with_all().with_ties_of(by).annotate(elsewhere=Exists(waiting)).order_by("pk")
    found = list(found)
    people = cases.order_by().values("candidate")
    hours = learning.hours_of_each(people)
    purposes = {code for case in found for code in case.rule.consents}
    answers = consent.answers_of_each(people, purposes)
    return Gathering(
        tuple(
            Place(
                case,
                _why_not(
                    case,
                    by,
                    hours.get(
                        (case.candidate_id, case.scheme.curriculum_code, case.edition), NONE_YET
                    ),
                    answers[case.candidate_id],
                ),
            )
            for case in found
        )
    )


def _why_not(case: Case, by: User, hours: Hours, answers: list[consent.Answer]) -> str:
    """In the order in which ``decide`` would refuse."""
    if case.candidate_id == by.pk:
        return _("perkara Anda sendiri")
    if case.tied:
        return _("Anda terikat dengan pemohon ini; petugas lain yang memutuskan")
    if case.state != Case.State.EXAMINED:
        return _what_was(case)
    if case.elsewhere:
        return _("sedang menunggu dalam putusan sekaligus yang lain")
    if case.result.outcome != Decision.Outcome.COMPETENT:
        return _("hasil ujiannya belum kompeten; putuskan di perkaranya")
    asked = [answer for answer in answers if answer.purpose.code in case.rule.consents]
    missing = [line.text for line in checklist(case, hours=hours, answers=asked) if not line.is_met]
    return _("belum lengkap: %(lines)s") % {"lines": "; ".join(missing)} if missing else ""


def _what_was(case: Case) -> str:
    """Of a case that waits no more."""
    if case.state == Case.State.WITHDRAWN:
        return _("permohonannya ditarik")
    return _("sudah diputuskan %(outcome)s oleh %(officer)s") % {
        "outcome": case.decision.get_outcome_display(),
        "officer": case.decision.decided_by,
    }


@dataclass(frozen=True)
class Waiting:
    """A group of which some wait: ``number`` of them, ``mine`` as far as this officer may say K
    (what is missing is not looked at here).
    """

    group: Group
    number: int
    mine: int


def groups_waiting(by: User) -> list[Waiting]:
    """The sittings and classes of which cases wait, the newest first, in two queries."""
    waiting = Case.objects.waiting().of_others(by).order_by()
    may = waiting.with_ties_of(by).filter(tied=False, result__outcome=Decision.Outcome.COMPETENT)
    waiting, may = waiting.values("pk"), may.values("pk")
    case = "registrations__attempt__result__case"
    sittings = (
        Sitting.objects.filter(**{f"{case}__in": waiting})
        .annotate(**_counts(case, may))
        .order_by("-opens_at", "-pk")[:GROUPS]
    )
    case = "seats__person__cases"
    classes = (
        TrainingClass.objects.filter(
            **{
                f"{case}__in": waiting,
                f"{case}__scheme__curriculum_code": F("curriculum_code"),
                f"{case}__edition": F("edition"),
            }
        )
        .annotate(**_counts(case, may))
        .order_by("-ends_on", "-pk")[:GROUPS]
    )
    return [
        *(Waiting(Group(sitting=one), one.number, one.mine) for one in sittings),
        *(Waiting(Group(training_class=one), one.number, one.mine) for one in classes),
    ]


def _counts(case: str, may) -> dict[str, Count]:
    return {
        "number": Count(case, distinct=True),
        "mine": Count(case, filter=Q(**{f"{case}__in": may}), distinct=True),
    }
