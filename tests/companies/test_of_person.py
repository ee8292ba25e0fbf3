"""What is exported, what goes and what ends at an erasure, what moves when records are merged."""

import pytest
from django.utils import timezone

from associations.companies import of_person
from associations.companies.models import CompanySeat, Employment
from associations.companies.services import accept
from stc.accounts import merging, second_factor
from stc.impartiality.models import Conflict
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.companies.factories import CompanyFactory, employed, proposed, seated


@pytest.fixture
def guard():
    return PersonFactory(full_name="Agus Salim")


def test_an_export_holds_seats_and_employments_without_other_people(company, manager, guard):
    employed(company, guard, position="Danru", proposed_by=manager)

    held = of_person.export(guard).facts
    seats = of_person.export(manager).facts["seats"]

    (job,) = held["employments"]
    assert (job["company__name"], job["position"]) == ("PT Garda Nusa", "Danru")
    assert "Dewi" not in str(held)
    assert [seat["role"] for seat in seats] == ["manager"]


def test_an_erasure_ends_what_goes_on_and_leaves_no_words(company, manager, guard):
    waits = proposed(company, guard, position="Danru")
    accept(employment_id=waits.pk, by=guard)
    proposed(CompanyFactory(), guard)
    seated(CompanyFactory())
    CompanySeat.objects.filter(person=manager).update(person=guard)
    Notice.objects.all().delete()

    for _twice in range(2):
        of_person.erase(guard, by=PersonFactory())

    (left,) = Employment.objects.filter(person=guard)
    assert (left.position, left.ends_on) == ("", timezone.localdate())
    assert Conflict.objects.get().ended_on == timezone.localdate()
    assert CompanySeat.objects.get(person=guard).ends_on == timezone.localdate()
    assert not Notice.objects.exists()


def test_two_records_of_one_person_become_one_and_two_again(company, guard):
    give = PersonFactory()
    other = CompanyFactory()
    kept, doubled, moved = employed(company, guard), employed(company, give), employed(other, give)
    asked = proposed(other, proposed_by=give)
    seat = CompanySeat.objects.create(
        person=give, company=other, role="viewer", starts_on=timezone.localdate()
    )
    (mine,) = [m for m in merging.mergers() if m.app == "companies"]

    record = mine.merge(guard, give)
    assert set(Employment.objects.of(guard)) == {kept, moved}
    assert list(Employment.objects.of(give)) == [doubled]
    assert CompanySeat.objects.get().person == guard
    assert Employment.objects.get(pk=asked.pk).proposed_by == guard

    mine.undo(record)
    assert set(Employment.objects.of(give)) == {doubled, moved}
    assert CompanySeat.objects.get(pk=seat.pk).person == give
    assert Employment.objects.get(pk=asked.pk).proposed_by == give


def test_a_seat_that_both_records_hold_stays_where_it_is(company, manager):
    give = seated(company)

    record = of_person.merge(manager, give)

    assert record["seats"] == []
    assert CompanySeat.objects.get(person=give).company == company


def test_who_speaks_for_a_company_shows_a_second_factor(manager, guard):
    assert second_factor.is_required(manager)
    assert not second_factor.is_required(guard)
