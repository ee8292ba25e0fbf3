"""Every table that points to a person is exported and erased, or says why it stays."""

import pytest
from django.apps import apps

from stc.accounts.models import User
from stc.accounts.personal_data import holders


def tables_of_a_person() -> list[str]:
    return sorted(
        {
            model._meta.label_lower
            for model in apps.get_models(include_auto_created=True)
            if not model._meta.proxy
            and any(
                field.remote_field and field.remote_field.model is User
                for field in model._meta.get_fields(include_parents=False)
                if getattr(field, "concrete", False) and not field.many_to_many
            )
        }
    )


@pytest.mark.parametrize("table", tables_of_a_person())
def test_a_table_that_points_to_a_person_is_covered_or_says_why_it_stays(table):
    covered = {name for holder in holders() for name in holder.covers}
    reasons = {name: why for holder in holders() for name, why in holder.stays.items()}

    assert table in covered or reasons.get(table)


def test_no_app_names_a_table_that_is_not_there():
    named = {name for h in holders() for name in (*h.covers, *h.stays)}

    assert named <= {m._meta.label_lower for m in apps.get_models(include_auto_created=True)}


def test_no_table_is_both_erased_and_kept():
    for holder in holders():
        assert not holder.covers & set(holder.stays)
