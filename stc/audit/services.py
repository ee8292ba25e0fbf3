from django.db.models import Model

from stc.audit.models import AuditEntry


def name_of(thing: Model) -> str:
    """How the trail names a row: ``accounts.user:5``."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(
    *,
    act: str,
    by: Model | None,
    subject: Model,
    was: object = "",
    became: object = "",
    why: str = "",
) -> AuditEntry:
    """Write a line of the trail, in the caller's transaction. ``by=None`` is the system itself."""
    return AuditEntry.objects.create(
        act=act,
        actor=name_of(by) if by is not None else "",
        actor_label=str(by)[:200] if by is not None else "sistem",
        subject=name_of(subject),
        subject_label=str(subject)[:200],
        was=str(was)[:200],
        became=str(became)[:200],
        why=why,
    )
