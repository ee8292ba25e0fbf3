"""What a candidate's pages show: the exam without its key, and their seats in order."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone, translation

from certification.exams.models import Attempt, Paper, Registration, ServedItem
from certification.exams.services.answers import standing_answers


@dataclass(frozen=True)
class Shown:
    """An item as it stands on the page: options in their served order, ``chosen`` a place or None.

    It holds what a candidate may read and nothing else, so that no template can show more.
    """

    position: int
    stem: str
    options: tuple[str, ...]
    chosen: int | None


def items_of(attempt_id: int) -> list[Shown]:
    """The items of an attempt in the reader's language, with the answers that stand."""
    language = "en" if translation.get_language() == "en" else "id"
    rows = ServedItem.objects.filter(attempt=attempt_id).values_list(
        "position",
        "order",
        f"version__stem_{language}",
        "version__options__position",
        f"version__options__text_{language}",
    )
    texts: dict[tuple[int, str, str], dict[str, str]] = {}
    for position, order, stem, place, text in rows.order_by("position"):
        texts.setdefault((position, order, stem), {})[str(place)] = text
    chosen = standing_answers(attempt_id)
    return [
        Shown(position, stem, tuple(options[place] for place in order), chosen.get(position))
        for (position, order, stem), options in texts.items()
    ]


def unanswered(attempt_id: int) -> list[int]:
    """The positions without an answer."""
    served = ServedItem.objects.filter(attempt=attempt_id).values_list("position", flat=True)
    return sorted(set(served) - set(standing_answers(attempt_id)))


def length(paper: Paper) -> int:
    """How many items a paper asks."""
    return paper.blueprint.aggregate(items=Sum("items"))["items"] or 0


def outcome_of(attempt: Attempt) -> str:
    """``K`` or ``BK`` once released, else empty: until then nobody's."""
    result = getattr(attempt, "result", None)
    return result.outcome if result is not None and result.released_at is not None else ""


def sorted_out(seats: Iterable[Registration]) -> dict[str, list[Registration]]:
    """A candidate's seats by what there is to do: ``now``, ``planned``, ``waiting``, ``released``,
    ``missed``.
    """
    now = timezone.now()
    found: dict[str, list[Registration]] = {
        name: [] for name in ("now", "planned", "waiting", "released", "missed")
    }
    for seat in seats:
        found[_place(seat, now)].append(seat)
    found["planned"].reverse()
    return found


def _place(seat: Registration, now) -> str:
    attempt = getattr(seat, "attempt", None)
    if attempt is not None:
        seat.outcome = outcome_of(attempt)
        if attempt.handed_in_at is None and now < attempt.ends_at:
            return "now"
        return "released" if seat.outcome else "waiting"
    if now < seat.sitting.opens_at:
        return "planned"
    return "now" if seat.sitting.is_open else "missed"
