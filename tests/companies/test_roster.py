"""What a roster tells, in which order, and that it tells nothing without consent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from associations.companies import roster
from stc.accounts.models import Consent, ConsentText, Merge
from stc.accounts.services import consent
from tests.accounts.factories import PersonFactory
from tests.companies.factories import CompanyFactory, agree, employed
from tests.home.certificates import held


def guard(company, name, *, agrees=True, days=(), **more):
    """A guard at work with a certificate for each number of days to its end."""
    person = PersonFactory(full_name=name)
    if agrees:
        agree(person)
    for number in days:
        held(person, days=number, **more)
    return employed(company, person)


def told(company, **asked) -> list[tuple[str, list[str]]]:
    return [
        (line.employment.person.full_name, [one.kind for one in line.certificates])
        for line in roster.of(company, **asked)
    ]


def test_what_runs_out_first_stands_first_and_who_has_nothing_before_it(company):
    guard(company, "Lama", days=[200])
    guard(company, "Besok", days=[1])
    guard(company, "Bulan", days=[29])
    guard(company, "Habis", days=[-3])
    guard(company, "Kosong")
    guard(company, "Diam", agrees=False, days=[2])
    guard(CompanyFactory(), "Lain", days=[2])
    employed(company, PersonFactory(full_name="Berhenti"), ends_on=timezone.localdate())

    assert told(company) == [
        ("Habis", ["expired"]),
        ("Kosong", []),
        ("Besok", ["expiring"]),
        ("Bulan", ["expiring"]),
        ("Lama", ["valid"]),
        ("Diam", []),
    ]


@pytest.mark.parametrize(
    ("within", "names"), [(30, ["A"]), (60, ["A", "B"]), (90, ["A", "B", "C"])]
)
def test_a_filter_keeps_what_runs_out_within_its_days(company, within, names):
    for name, days in (("A", 30), ("B", 60), ("C", 90), ("D", 91), ("Habis", -1)):
        guard(company, name, days=[days])
    guard(company, "Diam", agrees=False, days=[2])

    assert [name for name, _kinds in told(company, within_days=within)] == names


def test_of_one_scheme_the_certificate_that_holds_longest_counts(company):
    person = guard(company, "Sari", days=[5, 400]).person
    held(person, scheme="STC-GM", days=50)
    held(person, scheme="STC-GU", from_days=5, days=900)  # has not begun

    (line,) = roster.of(company)

    assert [(one.credential.scheme, one.days_left) for one in line.certificates] == [
        ("STC-GM", 50),
        ("STC-GP", 400),
    ]


def test_a_certificate_that_does_not_hold_says_why(company):
    guard(company, "Beku", days=[100], standing="suspended", suspended_at=timezone.now())

    assert told(company) == [("Beku", ["suspended"])]


def test_only_certificates_are_shown(company):
    guard(company, "Kartu", days=[100], kind="card")

    assert told(company) == [("Kartu", [])]


def test_a_consent_that_is_withdrawn_hides_everything_at_once(company):
    there = guard(company, "Sari", days=[10])
    assert told(company) == [("Sari", ["expiring"])]

    agree(there.person, given=False)

    (line,) = roster.of(company)
    assert (line.agrees, line.certificates, line.days_left) == (False, (), None)
    assert told(company, within_days=30) == []


def _said(person, *, given, days_ago):
    text = ConsentText.objects.get(purpose__code="employer")
    at = timezone.now() - timedelta(days=days_ago)
    Consent.objects.create(person=person, text=text, given=given, language="id", at=at)


def _merged(give, keep, **fields):
    by, approved = PersonFactory(), PersonFactory()
    Merge.objects.create(keep=keep, give=give, by=by, approved_by=approved, why="Uji", **fields)


@pytest.mark.parametrize(
    ("words", "agrees"),
    [
        ([("old", True, 9)], True),
        ([("oldest", True, 9)], True),
        ([("keep", True, 9), ("oldest", False, 5)], False),
        ([("keep", True, 3), ("oldest", False, 5)], True),
        ([("old", False, 3), ("keep", True, 5)], False),
        ([("undone", True, 3)], False),
        ([("stranger", True, 3)], False),
    ],
)
def test_who_agree_are_those_whose_last_word_in_any_record_is_yes(company, words, agrees):
    names = ("keep", "old", "oldest", "undone", "stranger")
    people = {name: PersonFactory() for name in names}
    _merged(people["oldest"], people["old"])
    _merged(people["old"], people["keep"])
    undone = {"undone_at": timezone.now(), "undone_by": PersonFactory()}
    _merged(people["undone"], people["keep"], **undone, undo_approved_by=PersonFactory())
    employed(company, people["keep"])
    for name, given, days_ago in words:
        _said(people[name], given=given, days_ago=days_ago)

    (line,) = roster.of(company)

    assert line.agrees is agrees
    assert consent.has_consent(people["keep"], "employer") is agrees


def test_a_roster_is_three_queries_however_many(company, django_assert_num_queries):
    for number in range(30):
        guard(company, f"Satpam {number}", days=[number])

    with django_assert_num_queries(3):
        assert len(roster.of(company)) == 30
