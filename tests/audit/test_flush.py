"""A transactional test leaves the house as it was born: this is what keeps test order harmless."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from wagtail.models import Locale, Page, Site

from stc.audit.models import AuditEntry


def _birth_state() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Page, Locale, Site, Permission))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_pages_locales_and_rights_are_there_after_each_flush(time):
    AuditEntry.objects.create(act="test", actor_label="sistem", subject="x:1", subject_label="x")

    pages, locales, sites, permissions = _birth_state()

    assert (pages > 0, locales > 0, sites, permissions > 0) == (True, True, 1, True)
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_append_only_tables_are_closed_after_each_flush(time):
    entry = AuditEntry.objects.create(
        act="test", actor_label="sistem", subject="x:1", subject_label="x"
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(act="another")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()

    assert connection.vendor in ("sqlite", "postgresql")
