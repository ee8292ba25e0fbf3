from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stc.audit.models import AuditEntry
from stc.impartiality import services
from stc.impartiality.errors import OwnCase, Partial
from stc.impartiality.models import Conflict, StandingRule, Tie
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


def tie(person, candidate, kind=Tie.TAUGHT, since=None, source="learning.class:1"):
    since = since or timezone.localdate()
    return services.record(
        person=person, candidate=candidate, kind=kind, since=since, why="Kelas A", source=source
    )


def ended(found: Conflict, on: date) -> Conflict:
    return services.end(tie_id=found.pk, on=on, by=PersonFactory(), why="Pindah kerja")


def test_a_stranger_may_judge():
    services.check(PersonFactory(), PersonFactory())


def test_nobody_judges_their_own_case():
    person = PersonFactory()

    with pytest.raises(OwnCase):
        services.check(person, person)


def test_who_taught_may_not_judge_and_is_told_why():
    teacher, guard = PersonFactory(), PersonFactory(full_name="Slamet")
    tie(teacher, guard)

    with pytest.raises(Partial, match=r"Slamet.*mengajar \(Kelas A\)"):
        services.check(teacher, guard)


def test_a_tie_binds_one_way_only():
    teacher, guard = PersonFactory(), PersonFactory()
    tie(teacher, guard)

    services.check(guard, teacher)


def test_teaching_stands_for_good_while_no_rule_says_otherwise():
    teacher, guard = PersonFactory(), PersonFactory()

    tie(teacher, guard, since=date(1999, 1, 1))

    assert services.why_not(teacher, guard) == list(Conflict.objects.all())


def test_a_rule_lets_a_tie_lapse_after_its_days():
    StandingRule.objects.create(kind=Tie.TAUGHT, valid_from=date(2020, 1, 1), days=30, decree="X")
    teacher, guard = PersonFactory(), PersonFactory()

    tie(teacher, guard, since=timezone.localdate() - timedelta(days=31))

    services.check(teacher, guard)


def test_the_last_day_of_standing_still_binds():
    StandingRule.objects.create(kind=Tie.TAUGHT, valid_from=date(2020, 1, 1), days=30, decree="X")
    teacher, guard = PersonFactory(), PersonFactory()
    tie(teacher, guard, since=timezone.localdate() - timedelta(days=30))

    with pytest.raises(Partial):
        services.check(teacher, guard)


def test_the_rule_of_the_day_on_which_it_ends_counts():
    StandingRule.objects.create(kind=Tie.EMPLOYS, valid_from=date(2020, 1, 1), days=10, decree="X")
    StandingRule.objects.create(kind=Tie.EMPLOYS, valid_from=date(2025, 1, 1), days=99, decree="Y")
    found = tie(PersonFactory(), PersonFactory(), Tie.EMPLOYS, since=date(2023, 1, 1))

    assert ended(found, date(2024, 12, 31)).stands_until == date(2025, 1, 10)


def test_an_employer_is_bound_until_employment_ends():
    StandingRule.objects.create(kind=Tie.EMPLOYS, valid_from=date(2020, 1, 1), days=0, decree="X")
    boss, guard = PersonFactory(), PersonFactory()
    found = tie(boss, guard, Tie.EMPLOYS, since=date(2020, 1, 1))
    assert services.why_not(boss, guard) == [found]

    ended(found, timezone.localdate() - timedelta(days=1))

    assert services.why_not(boss, guard) == []


def test_the_same_tie_twice_is_one_row_and_one_line_of_the_trail():
    teacher, guard = PersonFactory(), PersonFactory()
    first = tie(teacher, guard)

    assert tie(teacher, guard) == first

    assert AuditEntry.objects.filter(act="impartiality.tie").count() == 1


def test_ending_twice_keeps_the_first_end():
    found = tie(PersonFactory(), PersonFactory(), Tie.EMPLOYS, since=date(2024, 1, 1))
    ended(found, date(2024, 6, 1))

    assert ended(found, date(2024, 9, 1)).ended_on == date(2024, 6, 1)


def test_the_database_keeps_every_tie():
    found = tie(PersonFactory(), PersonFactory())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM impartiality_conflict WHERE id = %s", [found.pk])


class Standing(TestCase):
    @settings(deadline=None)
    @given(
        days=st.none() | st.integers(0, 4000),
        ended_on=st.dates(date(2021, 1, 1), date(2030, 1, 1)),
        asked_on=st.dates(date(2021, 1, 1), date(2045, 1, 1)),
    )
    def test_a_tie_stands_exactly_to_the_end_of_its_days(self, days, ended_on, asked_on):
        StandingRule.objects.create(
            kind=Tie.EXAMINED, valid_from=date(2020, 1, 1), days=days, decree="X"
        )
        found = tie(PersonFactory(), PersonFactory(), Tie.EXAMINED, since=ended_on)

        stands = Conflict.objects.standing(asked_on).filter(pk=found.pk).exists()

        assert stands == (days is None or asked_on <= ended_on + timedelta(days=days))
