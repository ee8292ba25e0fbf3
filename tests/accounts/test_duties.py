import pytest
from django.contrib.auth.models import AnonymousUser

from courses.providers.models import Engagement
from stc.accounts import duties
from stc.accounts.groups import EXAM_OFFICERS
from stc.accounts.models import User
from tests.accounts.factories import PersonFactory, appoint
from tests.providers.factories import ProviderFactory, engaged

pytestmark = pytest.mark.django_db


def test_every_kind_of_duty_is_read_by_one_query(django_assert_num_queries):
    provider = ProviderFactory()
    person = engaged(provider)
    appoint(person, EXAM_OFFICERS)
    person = User.objects.get(pk=person.pk)

    with django_assert_num_queries(1):
        engagements = duties.held_today(person, "providers")
        roles = person.roles

    assert engagements == {(provider.pk, Engagement.Role.INSTRUCTOR)}
    assert roles == {EXAM_OFFICERS}


def test_who_holds_nothing_and_who_is_nobody_hold_nothing(django_assert_num_queries):
    person = PersonFactory()

    assert duties.held_today(person, "providers") == frozenset()
    with django_assert_num_queries(0):
        assert duties.held_today(None, "providers") == frozenset()
        assert duties.held_today(AnonymousUser(), "providers") == frozenset()


def test_what_changed_is_read_again_when_it_is_told():
    provider = ProviderFactory()
    person = engaged(provider)
    assert duties.held_today(person, "providers")
    Engagement.objects.all().delete()

    duties.forget(person)

    assert duties.held_today(person, "providers") == frozenset()


def test_a_kind_registers_once():
    with pytest.raises(ValueError, match="providers"):
        duties.register("providers", today=Engagement.objects.today_of)
