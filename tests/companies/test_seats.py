"""Who speaks for a company: seats given and ended, and the ties that follow."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from associations.companies import services
from associations.companies.errors import (
    AlreadySeated,
    CannotSit,
    NoLonger,
    OwnSeat,
    SeatOver,
    TooFarBack,
    WrongDays,
)
from associations.companies.models import CompanySeat
from stc.audit.models import AuditEntry
from stc.impartiality.models import Conflict
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.companies.factories import DAY, MANAGER, VIEWER, CompanyFactory, employed


@pytest.fixture
def agus():
    return PersonFactory(full_name="Agus")


def today():
    return timezone.localdate()


def give(person, company, **fields):
    return services.give_seat(
        person=person, company=company, **{"role": MANAGER, "by": None} | fields
    )


def test_a_seat_holds_is_in_the_trail_and_is_told_once(company, agus):
    first = give(agus, company)
    again = give(agus, company)

    assert again == first
    assert list(CompanySeat.objects.current()) == [first]
    assert AuditEntry.objects.filter(act="companies.give_seat").count() == 1
    assert Notice.objects.filter(person=agus, kind="companies.seated").count() == 1


def test_one_person_has_one_seat_in_a_company_whatever_its_role(company, agus):
    give(agus, company, ends_on=today() + 5 * DAY)

    with pytest.raises(AlreadySeated):
        give(agus, company, role=VIEWER, starts_on=today() + 5 * DAY)
    give(agus, company, role=VIEWER, starts_on=today() + 6 * DAY)
    give(agus, CompanyFactory())

    assert CompanySeat.objects.filter(person=agus).count() == 3


def test_nobody_seats_themselves(company, agus):
    with pytest.raises(OwnSeat):
        give(agus, company, by=agus)


def test_a_person_without_an_active_account_is_refused(company):
    with pytest.raises(CannotSit):
        give(PersonFactory(is_active=False), company)


def test_an_end_before_the_beginning_is_refused(company, agus):
    with pytest.raises(WrongDays):
        give(agus, company, ends_on=today() - DAY)


def test_an_end_is_the_last_day_and_is_told(company, agus):
    seat = give(agus, company, starts_on=today() - 9 * DAY)

    services.end_seat(seat_id=seat.pk, on=today() - DAY, by=None)
    services.end_seat(seat_id=seat.pk, on=today() - DAY, by=None)

    assert not CompanySeat.objects.current().exists()
    assert AuditEntry.objects.filter(act="companies.end_seat").count() == 1
    assert Notice.objects.filter(person=agus, kind="companies.seat_ended").count() == 1


@pytest.mark.parametrize(
    ("ends", "on", "error"),
    [(None, -2, TooFarBack), (3, 4, NoLonger), (-1, 0, SeatOver)],
)
def test_an_end_is_refused(company, agus, ends, on, error):
    last = None if ends is None else today() + ends * DAY
    seat = give(agus, company, starts_on=today() - 9 * DAY, ends_on=last)

    with pytest.raises(error):
        services.end_seat(seat_id=seat.pk, on=today() + on * DAY, by=None)


def test_the_database_refuses_two_open_seats_and_turned_days(company, agus):
    give(agus, company, starts_on=today() - DAY)
    row = {"person": agus, "company": company, "role": VIEWER}

    with pytest.raises(IntegrityError), transaction.atomic():
        CompanySeat.objects.create(starts_on=today(), **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanySeat.objects.create(starts_on=today(), ends_on=today() - DAY, **row)


def test_a_seat_given_later_is_tied_to_all_who_work_there_by_a_job(company, agus):
    there = employed(company)
    employed(company, ends_on=today())
    employed(CompanyFactory())
    oneself = employed(company, person=agus)
    seat = give(agus, company)
    assert Job.objects.get(name="companies.settle_ties").args == {"seat_id": seat.pk}

    services.settle_ties(seat_id=seat.pk)
    services.settle_ties(seat_id=seat.pk)

    tie = Conflict.objects.get()
    assert (tie.person, tie.candidate, tie.kind) == (agus, there.person, "employs")
    assert (tie.since, tie.ended_on) == (today(), None)
    assert tie.candidate != oneself.person


def test_when_a_seat_ends_so_do_its_ties_and_they_stand_for_their_rule(company, agus):
    employed(company)
    seat = give(agus, company, starts_on=today() - 9 * DAY)
    services.settle_ties(seat_id=seat.pk)

    Job.objects.all().delete()

    services.end_seat(seat_id=seat.pk, on=today(), by=None)
    assert Job.objects.filter(name="companies.settle_ties").count() == 1
    services.settle_ties(seat_id=seat.pk)

    tie = Conflict.objects.get()
    assert (tie.ended_on, tie.stands_until) == (today(), today() + 730 * DAY)
