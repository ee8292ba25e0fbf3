"""An exam taken by hand: who knows the right places, for tests alone."""

from certification.exams import services
from certification.exams.models import Attempt, ServedItem
from certification.items.models import Key


def right_place(item: ServedItem) -> int:
    """Where the right option of a served item is shown."""
    key = Key.objects.select_related("option").get(version=item.version_id)
    return item.order.index(str(key.option.position)) + 1


def wrong_place(item: ServedItem) -> int:
    return right_place(item) % 4 + 1


def answered(attempt: Attempt, *, right: int) -> Attempt:
    """Answer all items, so many of them right, and hand in."""
    candidate = attempt.registration.candidate
    ticket = services.enter(attempt_id=attempt.pk, by=candidate)
    for item in attempt.items.all():
        place = right_place(item) if item.position <= right else wrong_place(item)
        services.save_answer(
            ticket=ticket, counter=item.position, position=item.position, option=place
        )
    return services.hand_in(attempt_id=attempt.pk)
