"""``python -m bench.sitting``: people of ``bench.people`` at work on an exam; prints them as JSON.

Session keys on stdin, as JSON; for each of them an attempt, and a ticket under which it answers.
"""

import json
import sys
from datetime import timedelta

import django


def seat(sessions: list[str]) -> list[dict[str, object]]:
    """They have the paper's minutes, from now."""
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from certification.exams import services
    from certification.exams.models import Paper
    from stc.accounts.models import User

    now = timezone.now()
    sitting = services.open_sitting(
        paper=Paper.objects.get(code="GP-TEORI"),
        name="Bench",
        venue="Bench",
        opens_at=now,
        closes_at=now + timedelta(hours=2),
        capacity=len(sessions),
        by=_examiner(),
    )
    seated = []
    for n, session in enumerate(sessions):
        person = User.objects.get(pk=SessionStore(session)[SESSION_KEY])
        place = services.register(candidate=person, sitting=sitting, origin=f"bench:{n}")
        attempt = services.start(registration_id=place.pk, by=person)
        ticket = services.enter(attempt_id=attempt.pk, by=person)
        seated.append({"session": session, "attempt": attempt.pk, "ticket": ticket})
    return seated


def _examiner():
    from django.contrib.auth.models import Group
    from django.utils import timezone

    from stc.accounts.groups import EXAM_OFFICERS
    from stc.accounts.models import Appointment, User

    person = User.objects.create_user("bench-examiner@contoh.id", full_name="Bench")
    group, _made = Group.objects.get_or_create(name=EXAM_OFFICERS)
    Appointment.objects.create(person=person, group=group, starts_on=timezone.localdate())
    return person


if __name__ == "__main__":
    django.setup()
    json.dump(seat(json.load(sys.stdin)), sys.stdout)
