import os
import time

from stc.jobs.registry import job
from stc.jobs.services import completing
from tests.jobs.effects.models import Effect


def note(line: str) -> None:
    with open(os.environ["EFFECTS_SEEN"], "a") as seen:
        seen.write(f"{line}\n")


@job("effects.leave", attempts=1000)
def leave(*, number: int) -> None:
    """Slow where it computes and slower between its effect and the commit, to be killed there."""
    time.sleep(0.01)
    with completing():
        Effect.objects.create(number=number)
        note(f"effect {number}")
        time.sleep(0.04)


@job("effects.leave_slowly")
def leave_slowly(*, number: int) -> None:
    time.sleep(3)
    with completing():
        Effect.objects.create(number=number)
