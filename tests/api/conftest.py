from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from stc.api import scopes, services
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory


def key_of(person, *allowed: str, label: str = "Program uji", days: int = 30) -> str:
    """A token of this person, with these scopes (all, where none is named), told to nobody: an
    inbox holds what its test puts there."""
    _, token = services.make_key(
        by=person,
        label=label,
        scopes=allowed or scopes.LABELS,
        expires_on=timezone.localdate() + timedelta(days=days),
    )
    Notice.objects.filter(person=person, kind="api.key_made").delete()
    return token


def with_key(token: str, **defaults) -> APIClient:
    return APIClient(headers={"Authorization": f"Bearer {token}"}, **defaults)


def signed_in(person) -> APIClient:
    """A browser's session, checked for CSRF as in life."""
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(person)
    return client


@pytest.fixture
def person(db):
    return PersonFactory()


@pytest.fixture
def stranger(db) -> APIClient:
    return APIClient()


@pytest.fixture(autouse=True)
def _uncounted(db):
    """Limits count in the shared cache: each test begins with none."""
    cache.clear()
