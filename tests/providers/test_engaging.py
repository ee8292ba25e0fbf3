from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.providers import services
from courses.providers.errors import (
    AlreadyEngaged,
    CannotWork,
    EngagementOver,
    NoLonger,
    OwnEngagement,
    TooFarBack,
    WrongDays,
)
from courses.providers.models import Engagement
from stc.accounts import merging
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.providers.factories import ProviderFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
INSTRUCTOR, MANAGER = Engagement.Role.INSTRUCTOR, Engagement.Role.MANAGER


@pytest.fixture
def provider():
    return ProviderFactory()


@pytest.fixture
def agus():
    return PersonFactory(full_name="Agus")


def today():
    return timezone.localdate()


def engage(person, provider, **fields):
    told = {"role": INSTRUCTOR, "by": None} | fields
    return services.engage(person=person, provider=provider, **told)


def test_an_engagement_holds_is_in_the_trail_and_is_told_once(provider, agus):
    first = engage(agus, provider)
    again = engage(agus, provider)

    assert again == first
    assert list(Engagement.objects.current()) == [first]
    assert AuditEntry.objects.filter(act="providers.engage").count() == 1
    assert Notice.objects.filter(person=agus, kind="providers.engaged").count() == 1


def test_a_manager_and_an_instructor_may_be_one_person(provider, agus):
    engage(agus, provider)
    engage(agus, provider, role=MANAGER)

    assert Engagement.objects.current().filter(person=agus).count() == 2


def test_days_that_overlap_are_refused_and_days_beside_are_not(provider, agus):
    engage(agus, provider, ends_on=today() + 5 * DAY)

    with pytest.raises(AlreadyEngaged):
        engage(agus, provider, starts_on=today() + 5 * DAY)
    engage(agus, provider, starts_on=today() + 6 * DAY)
    engage(agus, ProviderFactory())

    assert Engagement.objects.filter(person=agus).count() == 3


def test_nobody_engages_themselves(provider, agus):
    with pytest.raises(OwnEngagement):
        engage(agus, provider, by=agus)


def test_a_person_without_an_active_account_is_refused(provider):
    with pytest.raises(CannotWork):
        engage(PersonFactory(is_active=False), provider)


def test_an_end_before_the_beginning_is_refused(provider, agus):
    with pytest.raises(WrongDays):
        engage(agus, provider, ends_on=today() - DAY)


def test_an_end_is_the_last_day_and_is_told(provider, agus):
    engagement = engage(agus, provider, starts_on=today() - 9 * DAY)

    services.end(engagement_id=engagement.pk, on=today() - DAY, by=None)
    services.end(engagement_id=engagement.pk, on=today() - DAY, by=None)

    assert not Engagement.objects.current().exists()
    assert Engagement.objects.current(today() - DAY).exists()
    assert AuditEntry.objects.filter(act="providers.end_engagement").count() == 1
    assert Notice.objects.filter(person=agus, kind="providers.engagement_ended").count() == 1


@pytest.mark.parametrize(
    ("ends", "on", "error"),
    [(None, -2, TooFarBack), (3, 4, NoLonger), (-1, 0, EngagementOver)],
)
def test_an_end_is_refused(provider, agus, ends, on, error):
    last = None if ends is None else today() + ends * DAY
    engagement = engage(agus, provider, starts_on=today() - 9 * DAY, ends_on=last)

    with pytest.raises(error):
        services.end(engagement_id=engagement.pk, on=today() + on * DAY, by=None)


def test_the_database_refuses_two_open_engagements_and_turned_days(provider, agus):
    engage(agus, provider, starts_on=today() - DAY)
    row = {"person": agus, "provider": provider, "role": INSTRUCTOR}

    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.create(starts_on=today(), **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.create(starts_on=today(), ends_on=today() - DAY, **row)


def test_two_records_of_one_person_become_one_and_two_again(provider, agus):
    give = PersonFactory()
    kept = engage(agus, provider)
    same = engage(give, provider)
    other = engage(give, ProviderFactory())
    (mine,) = [m for m in merging.mergers() if m.app == "providers"]

    record = mine.merge(agus, give)
    assert set(Engagement.objects.filter(person=agus)) == {kept, other}
    assert list(Engagement.objects.filter(person=give)) == [same]

    mine.undo(record)
    assert set(Engagement.objects.filter(person=give)) == {same, other}
