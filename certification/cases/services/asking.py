"""What a scheme's rule asks of a candidate, line by line, and what of it is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from certification.cases.models import Case
from certification.cases.services.naming import standing_confirmation
from certification.exams.models import Paper, Registration
from certification.schemes.models import Requirement
from courses.learning import services as learning
from courses.learning.services import Hours
from stc.accounts.models import User
from stc.accounts.services import consent
from stc.look import written


@dataclass(frozen=True)
class Missing:
    """One thing that is missing; ``url`` leads to where it is mended, and knows the way back."""

    code: str
    text: str
    url: str


@dataclass(frozen=True)
class Line:
    """One thing that the rule asks, and whether it is there."""

    code: str
    text: str
    url: str
    is_met: bool
    act: str = ""  # what one does about it, where its text is no name of that


HELD = {
    Requirement.FULL_NAME: lambda person: bool(person.full_name.strip()),
    Requirement.BIRTH_DATE: lambda person: person.birth_date is not None,
    Requirement.REGION: lambda person: person.region_id is not None,
    Requirement.NIK: lambda person: hasattr(person, "identity"),
    Requirement.PHOTO: lambda person: bool(person.photo),
}


def checklist(
    case: Case, *, hours: Hours | None = None, answers: list[consent.Answer] | None = None
) -> list[Line]:
    """Every line of the case's rule. What is known already need not be asked again."""
    if hours is None:
        hours = learning.hours(
            person=case.candidate,
            curriculum_code=case.scheme.curriculum_code,
            edition=case.edition,
        )
    if answers is None:
        answers = consent.answers(case.candidate, case.rule.consents)
    lines = [*_profile(case), *naming_lines(case)]
    return [*lines, *_consents(case, answers), *_hours(case, hours)]


def naming_lines(case: Case) -> list[Line]:
    """Whether the name was confirmed, where the rule asks that: the one line that may open again
    after the exam, since a name can still be changed.
    """
    if Requirement.NAME_CONFIRMED not in case.rule.profile:
        return []
    confirmed = standing_confirmation(case)
    text = capfirst(str(Requirement.NAME_CONFIRMED.label))
    if confirmed is not None:
        text = _("%(line)s: %(name)s, %(day)s") % {
            "line": text,
            "name": confirmed.name,
            "day": written.day(confirmed.at),
        }
    url = reverse("cases:name", args=[case.pk])
    return [
        Line("profile.name_confirmed", text, url, confirmed is not None, act=_("Konfirmasi nama"))
    ]


def what_is_missing(case: Case) -> list[Missing]:
    """The lines that are not met; empty: nothing stands before the exam."""
    return [Missing(x.code, x.text, x.url) for x in checklist(case) if not x.is_met]


def why_not_admitted(candidate: User, paper: Paper) -> list[str]:
    """What exams ask (``exams.admission``): a candidate's open cases on this paper must be whole.

    Of a candidate who has none, cases know nothing and say nothing.
    """
    cases = Case.objects.with_all().of(candidate).filter(state=Case.State.OPEN, paper=paper)
    missing = [line.text for case in cases for line in what_is_missing(case)]
    return [_("Lengkapi dulu: %(lines)s.") % {"lines": "; ".join(missing)}] if missing else []


def standing_seat(case: Case) -> Registration | None:
    """The case's seat in a sitting, with its attempt where it was started."""
    seats = Registration.objects.standing().filter(origin=case.source)
    return seats.select_related("sitting__region", "attempt").first()


def _profile(case: Case) -> Iterator[Line]:
    for name in case.rule.profile:
        field = Requirement(name)
        if field == Requirement.NAME_CONFIRMED:
            continue
        page = "accounts:photo" if field == Requirement.PHOTO else "accounts:profile"
        yield Line(
            f"profile.{name}",
            capfirst(str(field.label)),
            _there_and_back(page, case, f"id_{name}"),
            HELD[field](case.candidate),
        )


def _consents(case: Case, answers: list[consent.Answer]) -> Iterator[Line]:
    for answer in answers:
        code = answer.purpose.code
        words = _("Persetujuan “%(purpose)s”") % {"purpose": answer.purpose.label}
        url = _there_and_back("accounts:consent", case, code)
        yield Line(f"consent.{code}", words, url, answer.given)


def _hours(case: Case, had: Hours) -> Iterator[Line]:
    url = reverse("learning:mine")
    theory = {"had": had.theory, "asked": case.rule.hours_theory}
    practice = {"had": had.practice, "asked": case.rule.hours_practice}
    for code, words, count in (
        ("hours.theory", _("Teori %(had)s dari %(asked)s JP"), theory),
        ("hours.practice", _("Praktik %(had)s dari %(asked)s JP"), practice),
    ):
        if count["asked"]:
            yield Line(code, words % count, url, count["had"] >= count["asked"])


def _there_and_back(page: str, case: Case, anchor: str) -> str:
    query = urlencode({"next": case.get_absolute_url()})
    return f"{reverse(page)}?{query}#{anchor}"
