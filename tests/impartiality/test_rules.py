"""How long ties stand: first rules for every kind, kept in the editor by platform admins."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stc.accounts.groups import CATALOGUE_EDITORS, EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from stc.impartiality import services
from stc.impartiality.models import StandingRule, Tie
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db


def address(act: str, *args) -> str:
    return reverse(f"wagtailsnippets_impartiality_standingrule:{act}", args=args)


def test_every_kind_has_a_first_rule_and_who_taught_or_examined_is_barred_for_good():
    services.load_rules()

    days = dict(StandingRule.objects.values_list("kind", "days"))
    assert set(days) == set(Tie.values)
    assert (days[Tie.TAUGHT], days[Tie.EXAMINED]) == (None, None)
    assert StandingRule.objects.exclude(decree__contains="perlu dipastikan").count() == 0


def test_loading_again_leaves_what_an_admin_changed():
    services.load_rules()
    StandingRule.objects.filter(kind=Tie.PAID).update(days=9, valid_from=date(2026, 2, 1))

    services.load_rules()

    assert StandingRule.objects.get(kind=Tie.PAID).days == 9


def test_an_employer_judges_only_after_the_days_of_the_first_rule():
    services.load_rules()
    boss, guard = PersonFactory(), PersonFactory()
    days = timedelta(days=StandingRule.objects.get(kind=Tie.EMPLOYS).days)
    today = timezone.localdate()
    found = services.record(
        person=boss,
        candidate=guard,
        kind=Tie.EMPLOYS,
        since=today - 2 * days,
        why="PT Aman",
        source="companies.job:1",
    )

    ended = services.end(tie_id=found.pk, on=today - days, by=boss, why="Pindah")

    assert ended.stands_until == today


def test_platform_admins_keep_the_rules_and_others_do_not_reach_them(client):
    load_groups()
    services.load_rules()
    rule = StandingRule.objects.get(kind=Tie.PAID)
    for person, seen in (
        (officer(PLATFORM_ADMINS), True),
        (officer(CATALOGUE_EDITORS), False),
        (officer(EXAM_OFFICERS), False),
        (PersonFactory(), False),
    ):
        client.force_login(person)
        pages = [address("list"), address("add"), address("edit", rule.pk)]
        answers = [client.get(page).status_code == 200 for page in pages]
        assert answers == [seen] * 3


def test_an_admin_adds_a_rule_from_a_date_on_and_deletes_none(client):
    load_groups()
    services.load_rules()
    client.force_login(officer(PLATFORM_ADMINS))
    typed = {"kind": "taught", "valid_from": "2027-01-01", "days": "1095", "decree": "SK 7"}

    client.post(address("add"), typed)
    for rule in StandingRule.objects.all():
        client.post(address("delete", rule.pk))

    rows = StandingRule.objects.filter(kind=Tie.TAUGHT).order_by("valid_from")
    assert list(rows.values_list("days", "decree")) == [(None, services.DECREE), (1095, "SK 7")]
