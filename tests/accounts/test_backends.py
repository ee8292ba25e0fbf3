import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from stc.accounts.models import User
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_right_of_a_predicate_is_given_by_no_table_and_asks_none(django_assert_num_queries):
    person = PersonFactory()
    kind = ContentType.objects.get_for_model(User)
    named_alike = Permission.objects.create(
        content_type=kind, codename="manage_roles", name="manage roles"
    )
    person.user_permissions.add(named_alike)
    assert person.roles == frozenset()

    with django_assert_num_queries(0):
        assert not person.has_perm("accounts.manage_roles")
