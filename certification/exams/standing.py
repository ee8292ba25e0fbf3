"""Which of the answers that arrived stand. Knows no database."""

from collections.abc import Iterable
from typing import NamedTuple


class Arrived(NamedTuple):
    segment: int
    counter: int
    position: int
    option: int | None
    late: bool


def standing(arrived: Iterable[Arrived]) -> dict[int, int]:
    """The option that stands for each answered position, in whatever order the answers came.

    The last word counts: the highest counter of the newest segment that is in time. An answer that
    was taken back stands for nothing.
    """
    newest: dict[int, Arrived] = {}
    for answer in arrived:
        there = newest.get(answer.position)
        if not answer.late and (there is None or answer[:2] > there[:2]):
            newest[answer.position] = answer
    return {place: said.option for place, said in newest.items() if said.option is not None}
