"""``python -m tests.credentials.hall NUMBER`` issues so many in a house of its own, and signs none:
that is left to the house's workers. Its keys are there.
"""

import json
import sys
from datetime import date

import django


def issue(number: int) -> list[int]:
    from certification.credentials import kinds
    from tests.accounts.factories import PersonFactory
    from tests.credentials import trial

    kinds.register(trial.KIND, label=trial.KIND, on_standing_changed=trial.heard)
    return [
        trial.issued(
            PersonFactory(),
            by=None,
            source=f"trial:{n}",
            valid_until=date(2035, 12, 31),  # a day on which its key is still trusted
        ).pk
        for n in range(number)
    ]


if __name__ == "__main__":
    django.setup()
    json.dump(issue(int(sys.argv[1])), sys.stdout)
