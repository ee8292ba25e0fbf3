"""The officers' page of keys: who sees it, what it says, what it costs."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from certification.credentials import services
from certification.credentials.models import SigningKey
from stc.accounts.groups import CERTIFICATION_OFFICERS, PLATFORM_ADMINS
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials.trial import keys
from tests.test_queries import MOST, queries_of

pytestmark = pytest.mark.django_db
PAGE = "credentials:keys"


@pytest.fixture
def admin(client, settings):
    settings.DEMO = True  # asks no second factor
    admin = an_officer(PLATFORM_ADMINS)
    client.force_login(admin)
    return admin


def test_an_admin_sees_every_key_and_that_nothing_is_due(client, admin, signing_key):
    services.compromise_key(kid=signing_key.issuing.kid, at=timezone.now(), by=None)
    keys("compromise", signing_key.issuing.kid)

    page = client.get(reverse(PAGE)).content.decode()

    assert all(kid in page for kid in SigningKey.objects.values_list("kid", flat=True))
    assert "bocor" in page
    assert "Tidak ada yang perlu dilakukan" in page


def test_what_ends_within_thirty_days_is_told_with_what_to_do(client, admin, signing_key):
    with time_machine.travel(signing_key.status.signs_until - timedelta(days=29)):
        client.force_login(admin)
        page = client.get(reverse(PAGE)).content.decode()
        ending = set(SigningKey.objects.ending_soon(timezone.now()))
        keys("rotate", "status")
        followed = set(SigningKey.objects.ending_soon(timezone.now()))

    assert "manage.py keys rotate status" in page
    assert ending == {signing_key.status, signing_key.issuing}
    assert followed == {signing_key.issuing}


def test_what_ends_later_waits_for_nobody(signing_key):
    with time_machine.travel(signing_key.status.signs_until - timedelta(days=31)):
        assert not SigningKey.objects.ending_soon(timezone.now()).exists()


def test_what_the_root_has_not_signed_is_told(client, admin, signing_key):
    services.compromise_key(kid=signing_key.status.kid, at=timezone.now(), by=None)

    page = client.get(reverse(PAGE)).content.decode()

    assert "Akar belum menandatangani" in page


def test_nobody_else_sees_it(client, settings, signing_key):
    settings.DEMO = True
    for person in (PersonFactory(), an_officer(CERTIFICATION_OFFICERS)):
        client.force_login(person)
        assert client.get(reverse(PAGE)).status_code == 403
    client.logout()
    assert client.get(reverse(PAGE))["Location"].startswith("/akun/masuk/")


def test_it_asks_little(client, admin, signing_key):
    for purpose in ("issuing", "status"):
        with time_machine.travel(timezone.now() + timedelta(days=60)):
            keys("rotate", purpose)

    asked = queries_of(client, reverse(PAGE))

    assert len(asked) <= MOST, "\n".join(asked)
