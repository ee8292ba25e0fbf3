"""Who manages or teaches at a provider shows a second factor before anything else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from courses.providers.models import Engagement
from stc.accounts import second_factor
from stc.accounts.models import User
from tests.accounts.doors import MAIL, log_in, person_by_mail
from tests.providers.factories import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgiven():
    cache.clear()


@pytest.fixture(params=Engagement.Role.values)
def engagement(request, client):
    """Of a person who is logged in with the password alone."""
    person = person_by_mail()
    log_in(client, MAIL)
    return Engagement.objects.create(
        person=person,
        provider=ProviderFactory(),
        role=request.param,
        starts_on=timezone.localdate(),
    )


def test_they_are_led_to_set_it_up_first(client, engagement):
    set_up = reverse("mfa_activate_totp")

    assert client.get("/mengajar/")["Location"].startswith(set_up)
    assert client.get("/api/v1/me/").json()["code"] == "second_factor_required"


def test_when_the_engagement_is_over_nobody_asks_any_more(client, engagement):
    day = timezone.localdate() - timedelta(days=1)
    Engagement.objects.update(starts_on=day, ends_on=day)

    assert client.get("/saya/").status_code == 200


def test_a_demo_asks_none(client, engagement, settings):
    settings.DEMO = True

    assert client.get("/mengajar/").status_code == 200


def test_asking_costs_what_the_menu_reads_anyway(engagement, django_assert_num_queries):
    person = User.objects.get()

    with django_assert_num_queries(1):
        assert second_factor.is_required(person)
        assert person.roles == frozenset()
