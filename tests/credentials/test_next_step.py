from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from certification.credentials import services
from certification.credentials.next_step import NEW_FOR
from stc.look import next_steps

pytestmark = pytest.mark.django_db


def test_a_new_certificate_is_to_be_fetched(credential, holder):
    step = next_steps.first(holder)

    assert (step.text, step.url) == (credential.title, reverse("credentials:mine"))


def test_after_a_while_it_is_no_news(credential, holder):
    with time_machine.travel(timezone.now() + NEW_FOR + timedelta(hours=1)):
        assert next_steps.first(holder) is None


def test_one_that_does_not_hold_is_not_offered(credential, holder, officer):
    services.suspend(credential_id=credential.pk, by=officer, note="Diperiksa")

    assert next_steps.first(holder) is None


def test_it_is_the_holders_alone(credential, officer):
    assert next_steps.first(officer) is None
