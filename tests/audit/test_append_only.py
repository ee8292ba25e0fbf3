import pytest
from django.db import DatabaseError, connection, transaction

from stc.audit import append_only, services
from stc.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def by_save():
    entry = AuditEntry.objects.get()
    entry.why = "lain"
    entry.save()


def by_bulk_update():
    entry = AuditEntry.objects.get()
    entry.why = "lain"
    AuditEntry.objects.bulk_update([entry], ["why"])


WAYS = {
    "save": by_save,
    "delete": lambda: AuditEntry.objects.get().delete(),
    "queryset update": lambda: AuditEntry.objects.update(why="lain"),
    "queryset delete": lambda: AuditEntry.objects.all().delete(),
    "raw delete": lambda: AuditEntry.objects.all()._raw_delete("default"),
    "bulk update": by_bulk_update,
    "upsert": lambda: AuditEntry.objects.bulk_create(
        [AuditEntry(pk=AuditEntry.objects.get().pk, act="x", subject="x", why="lain")],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["why"],
    ),
    "SQL update": lambda: sql("UPDATE audit_auditentry SET why = 'lain'"),
    "SQL delete": lambda: sql("DELETE FROM audit_auditentry"),
    "emptying": lambda: sql(
        "TRUNCATE audit_auditentry"
        if connection.vendor == "postgresql"
        else "DELETE FROM audit_auditentry WHERE 1"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_database_refuses_to_change_the_trail(way):
    services.record(act="test.move", by=None, subject="test", why="asli")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WAYS[way]()

    assert [entry.why for entry in AuditEntry.objects.all()] == ["asli"]


def test_putting_the_triggers_back_twice_changes_nothing():
    append_only.install()
    services.record(act="test.move", by=None, subject="test")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(why="lain")


def test_an_act_that_fails_leaves_no_line():
    def failing_act():
        with transaction.atomic():
            services.record(act="test.move", by=None, subject="test")
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        failing_act()

    assert not AuditEntry.objects.exists()
