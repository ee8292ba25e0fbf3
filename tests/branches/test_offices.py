from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from associations.branches import services
from associations.branches.errors import (
    AlreadyHolds,
    BranchClosed,
    CannotWork,
    NoLonger,
    NotYet,
    OfficeFilled,
    OfficeOver,
    OwnOffice,
    TooFarBack,
    WrongDays,
)
from associations.branches.models import Office
from stc.accounts import merging, personal_data, second_factor
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.branches.factories import holding

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHAIR, ADMIN = Office.Role.CHAIR, Office.Role.ADMIN


@pytest.fixture
def ani(db):
    return PersonFactory(full_name="Ani")


def today():
    return timezone.localdate()


def appoint(person, branch, **fields):
    told = {"role": CHAIR, "by": None} | fields
    return services.appoint(person=person, branch=branch, **told)


def test_an_office_holds_is_in_the_trail_and_is_told_once(tree, ani):
    first = appoint(ani, tree.first)
    again = appoint(ani, tree.first)

    assert again == first
    assert list(Office.objects.current()) == [first]
    assert AuditEntry.objects.filter(act="branches.appoint").count() == 1
    assert Notice.objects.filter(person=ani, kind="branches.appointed").count() == 1


def test_a_board_has_one_chair_at_a_time_and_any_number_of_admins(tree, ani):
    appoint(ani, tree.first)
    appoint(ani, tree.first, role=ADMIN)
    appoint(PersonFactory(), tree.first, role=ADMIN)
    appoint(ani, tree.second)

    with pytest.raises(OfficeFilled) as refused:
        appoint(PersonFactory(), tree.first)

    assert "Ani" in str(refused.value)
    assert Office.objects.count() == 4


def test_a_chair_follows_another_from_the_next_day(tree, ani):
    former = holding(tree.first, ends_on=today() - DAY)

    appoint(ani, tree.first)

    assert list(tree.first.offices.current().values_list("person", flat=True)) == [ani.pk]
    assert former.offices.count() == 1


def test_one_person_holds_an_office_once_on_a_day(tree, ani):
    appoint(ani, tree.first, role=ADMIN)

    with pytest.raises(AlreadyHolds):
        appoint(ani, tree.first, role=ADMIN, ends_on=today() + DAY)


def test_an_appointment_is_refused(tree, ani):
    with pytest.raises(OwnOffice):
        appoint(ani, tree.first, by=ani)
    with pytest.raises(CannotWork):
        appoint(PersonFactory(is_active=False), tree.first)
    with pytest.raises(NotYet):
        appoint(ani, tree.first, starts_on=today() + DAY)
    with pytest.raises(WrongDays):
        appoint(ani, tree.first, ends_on=today() - DAY)
    services.close_branch(branch_id=tree.first.pk, by=None, why="Digabung")
    with pytest.raises(BranchClosed):
        appoint(ani, tree.first)

    assert not Office.objects.exists()


def test_an_end_is_the_last_day_is_told_and_ends_the_right(tree, ani):
    office = appoint(ani, tree.first, starts_on=today() - 9 * DAY)

    services.end_office(office_id=office.pk, on=today() - DAY, by=None)
    services.end_office(office_id=office.pk, on=today() - DAY, by=None)

    assert not services.subtree(ani).exists()
    assert AuditEntry.objects.filter(act="branches.end_office").count() == 1
    assert Notice.objects.filter(person=ani, kind="branches.office_ended").count() == 1


@pytest.mark.parametrize(
    ("ends", "on", "error"),
    [(None, -2, TooFarBack), (3, 4, NoLonger), (-1, 0, OfficeOver)],
)
def test_an_end_is_refused(tree, ani, ends, on, error):
    last = None if ends is None else today() + ends * DAY
    office = appoint(ani, tree.first, starts_on=today() - 9 * DAY, ends_on=last)

    with pytest.raises(error):
        services.end_office(office_id=office.pk, on=today() + on * DAY, by=None)


def test_nobody_ends_their_own_office(tree, ani):
    office = appoint(ani, tree.first)

    with pytest.raises(OwnOffice):
        services.end_office(office_id=office.pk, on=today(), by=ani)


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(starts_on=today(), **fields)


def test_the_database_refuses_two_chairs_two_of_one_and_turned_days(tree, ani):
    appoint(ani, tree.first)
    appoint(ani, tree.first, role=ADMIN)

    refused(branch=tree.first, person=PersonFactory(), role=CHAIR)
    refused(branch=tree.first, person=ani, role=ADMIN)
    refused(branch=tree.second, person=ani, role=ADMIN, ends_on=today() - DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.all().delete()


def test_who_holds_an_office_needs_a_second_factor_as_long_as_it_lasts(tree, settings):
    settings.DEMO = False

    assert second_factor.is_required(holding(tree.first))
    assert not second_factor.is_required(holding(tree.second, ends_on=today() - DAY))


def test_a_person_takes_their_offices_along_and_is_forgotten_out_of_them(tree, ani):
    appoint(ani, tree.first)
    (mine,) = [h for h in personal_data.holders() if h.app == "branches"]

    (told,) = mine.export(ani).facts["offices"]
    mine.erase(ani, by=None)
    mine.erase(ani, by=None)

    assert (told["branch__name"], told["role"]) == (tree.first.name, "chair")
    assert ani.offices.get().ends_on == today()


def test_two_records_of_one_person_become_one_and_two_again(tree, ani):
    give = PersonFactory()
    kept = appoint(ani, tree.first, role=ADMIN)
    same = appoint(give, tree.first, role=ADMIN)
    other = appoint(give, tree.second)
    (mine,) = [m for m in merging.mergers() if m.app == "branches"]

    record = mine.merge(ani, give)
    assert set(Office.objects.filter(person=ani)) == {kept, other}
    assert list(Office.objects.filter(person=give)) == [same]

    mine.undo(record)
    assert set(Office.objects.filter(person=give)) == {same, other}
