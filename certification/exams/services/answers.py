from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from certification.exams import tickets
from certification.exams.errors import BadTicket, CounterReused, HandedIn, NoSuchItem
from certification.exams.models import Attempt, Response, ServedItem
from certification.exams.standing import Arrived, standing

LARGEST = 2**31 - 1
# One statement, so that an answer costs one round trip and one commit, and needs no transaction
# around it: it looks and appends at once. On PostgreSQL the attempt's row is held meanwhile, so
# that a hand-in waits for answers on their way, or they see it; SQLite has one writer anyway.
# An answer is late by the clock on arrival, or when the clock has closed the attempt meanwhile.
_APPEND = """
INSERT INTO {responses} (attempt_id, segment, counter, position, option, received_at, late)
SELECT a.id, %s, %s, i.position, %s, %s, (%s >= a.ends_at OR a.handed_in_at IS NOT NULL)
FROM {attempts} a JOIN {items} i ON i.attempt_id = a.id AND i.position = %s
WHERE a.id = %s AND (a.handed_in_at IS NULL OR a.handed_in_at = a.ends_at)
{lock}
ON CONFLICT DO NOTHING
RETURNING late, (SELECT segment FROM {attempts} WHERE id = attempt_id)
"""


@dataclass(frozen=True)
class Ack:
    """That an answer is kept. ``late``: it will not be marked. ``taken_over``: the attempt has been
    opened elsewhere since, and what is said there overrides this.
    """

    late: bool
    taken_over: bool


def save_answer(*, ticket: str, counter: int, position: int, option: int | None) -> Ack:
    """Keep an answer; once this returns it is committed. The same again returns the same.

    Call it outside a transaction, or the promise is the transaction's. Raises ``BadTicket``,
    ``HandedIn``, ``NoSuchItem``; ``CounterReused`` where the counter carried another answer.
    """
    read = tickets.read(ticket)
    if not 1 <= counter <= LARGEST or option not in (None, 1, 2, 3, 4):
        raise NoSuchItem
    if not 1 <= position <= LARGEST:
        raise NoSuchItem
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    told = [read.segment, counter, option, now, now, position, read.attempt_id]
    with connection.cursor() as cursor:
        cursor.execute(_statement(), told)
        kept = cursor.fetchall()
    if kept:
        [(late, segment)] = kept
        return Ack(late=bool(late), taken_over=segment > read.segment)
    return _acknowledged_before(read, counter, position, option)


def _statement() -> str:
    return _APPEND.format(
        responses=Response._meta.db_table,
        attempts=Attempt._meta.db_table,
        items=ServedItem._meta.db_table,
        lock="FOR SHARE OF a" if connection.features.has_select_for_update else "",
    )


def _acknowledged_before(
    read: tickets.Ticket, counter: int, position: int, option: int | None
) -> Ack:
    """Nothing was appended: because it is there already, or with the reason why it cannot be."""
    attempt = Attempt.objects.filter(pk=read.attempt_id).first()
    if attempt is None:
        raise BadTicket
    there = attempt.responses.filter(segment=read.segment, counter=counter).first()
    if there is not None:
        if (there.position, there.option) != (position, option):
            raise CounterReused
        return Ack(late=there.late, taken_over=attempt.segment > read.segment)
    if attempt.handed_in_at is not None and not attempt.was_ended_by_the_clock:
        raise HandedIn
    raise NoSuchItem


def standing_answers(attempt_id: int) -> dict[int, int]:
    """The place of the option that stands for each answered position."""
    return standing_of([attempt_id])[attempt_id]


def standing_of(attempt_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """The standing answers of many attempts, in one query."""
    arrived: dict[int, list[Arrived]] = {pk: [] for pk in attempt_ids}
    rows = Response.objects.filter(attempt__in=arrived).values_list(
        "attempt_id", "segment", "counter", "position", "option", "late"
    )
    for attempt_id, *answer in rows:
        arrived[attempt_id].append(Arrived(*answer))
    return {pk: standing(answers) for pk, answers in arrived.items()}
