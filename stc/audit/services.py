from collections.abc import Iterable, Iterator
from itertools import chain

from defusedcsv import csv
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from stc.audit import acts
from stc.audit.models import AuditEntry
from stc.audit.querysets import AuditEntryQuerySet

TRAIL = "audit.trail"


def name_of(thing: Model) -> str:
    """How the trail names a row: ``accounts.user:5``."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(
    *,
    act: str,
    by: Model | None,
    subject: Model | str,
    was: object = "",
    became: object = "",
    why: str = "",
) -> AuditEntry:
    """Write a line of the trail, in the caller's transaction. ``by=None`` is the system itself.

    A subject that is no row (an export, a setting) is a string, its own name and label.
    """
    said = line(act=act, by=by, subject=subject, was=was, became=became, why=why)
    said.save(force_insert=True)
    return said


def record_all(lines: Iterable[AuditEntry]) -> None:
    """Write lines of the trail, each made by ``line``, in the caller's transaction."""
    AuditEntry.objects.bulk_create(lines)


def line(
    *,
    act: str,
    by: Model | None,
    subject: Model | str,
    was: object = "",
    became: object = "",
    why: str = "",
) -> AuditEntry:
    """A line of the trail, not yet written."""
    return AuditEntry(
        act=act,
        actor=name_of(by) if by is not None else "",
        actor_label=str(by)[:200] if by is not None else "sistem",
        subject=name_of(subject) if isinstance(subject, Model) else subject,
        subject_label=str(subject)[:200],
        was=str(was)[:200],
        became=str(became)[:200],
        why=why,
    )


@transaction.atomic
def export_trail(*, by: Model, entries: AuditEntryQuerySet, asked: str) -> Iterator[str]:
    """The list as CSV, a line at a time, newest first: exactly the entries that stand now.

    The export is itself recorded, and not part of itself. Formulas are made harmless.
    """
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    standing = entries.filter(pk__lte=last).order_by("-pk")
    record(act="audit.export", by=by, subject=TRAIL, became=standing.count(), why=asked)
    return _lines(standing)


class _Line:
    """What the csv module writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: AuditEntryQuerySet) -> Iterator[str]:
    # All that depends on the reader is settled now: the lines are sent after the request's end.
    zone = timezone.get_current_timezone()
    labels = dict(acts.choices())
    head = [
        _("Waktu"),
        _("Pelaku"),
        _("Nama pelaku"),
        _("Tindakan"),
        _("Nama tindakan"),
        _("Perihal"),
        _("Nama perihal"),
        _("Semula"),
        _("Menjadi"),
        _("Alasan"),
    ]
    writer = csv.writer(_Line())
    rows = (
        writer.writerow(
            [
                entry.at.astimezone(zone).isoformat(timespec="seconds"),
                entry.actor,
                entry.actor_label,
                entry.act,
                labels.get(entry.act, entry.act),
                entry.subject,
                entry.subject_label,
                entry.was,
                entry.became,
                entry.why,
            ]
        )
        for entry in entries.iterator(chunk_size=1000)
    )
    # The mark by which spreadsheets know the letters.
    return chain(["\ufeff" + writer.writerow(head)], rows)
