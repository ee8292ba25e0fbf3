"""A hall of candidates who answer over HTTP: ``python -m tests.exams.hall NUMBER`` seats them, and
prints as JSON what each of them, and whoever checks on them, has to know.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

import django

PATIENCE = 150  # seconds until a candidate gives up on the house
CSRF = "hallhallhallhallhallhallhallhall"


@dataclass(frozen=True)
class Answer:
    """One answer by the key that makes it the same again, and what it says."""

    segment: int
    counter: int
    position: int
    option: int | None


@dataclass
class Candidate:
    """Opens the exam, answers until ``may_hand_in``, hands in; asks again where nobody replies.

    What breaks off is sent again until it is acknowledged, or left behind: ``left_behind`` may be
    stored or not. ``broken`` counts what broke off after it was sent.
    """

    attempt: int
    session: str
    right: dict[str, int]
    port: int
    seed: int
    acknowledged: dict[Answer, dict] = field(default_factory=dict)
    left_behind: dict[Answer, str] = field(default_factory=dict)
    handed_in: tuple[float, float] | None = None  # when sent first, and when acknowledged
    broken: int = 0
    may_hand_in: threading.Event = field(default_factory=threading.Event)

    def sit(self) -> None:
        dice = random.Random(self.seed)
        self._until = time.monotonic() + PATIENCE
        self._open()
        while not self.may_hand_in.wait(dice.uniform(0.05, 0.2)):
            if dice.random() < 0.03:  # on another device
                self._open()
            self._counter += 1
            answer = Answer(
                self._segment, self._counter, dice.randint(1, 20), dice.choice([None, 1, 2, 3, 4])
            )
            while (said := self.send(self._ticket, answer)) is None and dice.random() < 0.5:
                time.sleep(0.1)
            if said is None:
                self.left_behind[answer] = self._ticket
            else:
                assert said[0] == 200, said
                self.acknowledged[answer] = said[1]
        self._hand_in()

    def send(self, ticket: str, answer: Answer) -> tuple[int, dict] | None:
        """The status and what it says, without the time that is left; None where nobody replies."""
        told = {"ticket": ticket, "counter": answer.counter, "position": answer.position}
        option = "" if answer.option is None else answer.option
        reply = self._ask(
            "POST", "/ujian/jawaban", told | {"option": option}, Accept="application/json"
        )
        if reply is None:
            return None
        said = json.loads(reply[1])
        said.pop("left_ms", None)
        return reply[0], said

    def _open(self) -> None:
        status, page = self._insist("GET", f"/ujian/{self.attempt}/")
        assert status == 200, page[-500:]
        found = re.search(r'data-segment="(\d+)" data-ticket="([^"]+)"', page)
        self._segment, self._ticket, self._counter = int(found[1]), found[2], 0

    def _hand_in(self) -> None:
        began = time.time()
        token = {"csrfmiddlewaretoken": CSRF}
        status, page = self._insist("POST", f"/ujian/{self.attempt}/serahkan/", token)
        assert status == 302, page[-500:]
        self.handed_in = (began, time.time())

    def _insist(self, method: str, path: str, form: dict | None = None) -> tuple[int, str]:
        while (reply := self._ask(method, path, form)) is None:
            time.sleep(0.1)
        return reply

    def _ask(self, method, path, form=None, **headers: str) -> tuple[int, str] | None:
        assert time.monotonic() < self._until, "nobody replies any more"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers |= {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}"}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.connect()
        except OSError:
            return None
        try:
            line.request(method, path, urlencode(form or {}) or None, headers)
            reply = line.getresponse()
            return reply.status, reply.read().decode()
        except (OSError, http.client.HTTPException):
            self.broken += 1
            return None
        finally:
            line.close()


def seat(number: int) -> list[dict]:
    """So many people, each of them at work on an attempt of their own."""
    from django.conf import settings
    from django.utils import timezone

    from certification.exams import services
    from certification.exams.models import Paper
    from certification.items.services import load_bank
    from courses.competencies.services import load_units
    from stc.accounts.groups import EXAM_OFFICERS
    from tests.accounts.factories import PersonFactory, officer
    from tests.exams.exam import right_place
    from tests.signing_in import SignedIn

    load_units()
    load_bank()
    services.load_papers()
    now = timezone.now()
    sitting = services.open_sitting(
        paper=Paper.objects.get(code="GP-TEORI"),
        name="Sesi ujian",
        venue="Aula",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
        capacity=number,
        by=officer(EXAM_OFFICERS),
    )
    seated = []
    for n in range(number):
        person, browser = PersonFactory(), SignedIn()
        browser.force_login(person)
        place = services.register(candidate=person, sitting=sitting, origin=f"trial:{n}")
        attempt = services.start(registration_id=place.pk, by=person)
        seated.append(
            {
                "attempt": attempt.pk,
                "session": browser.cookies[settings.SESSION_COOKIE_NAME].value,
                "right": {item.position: right_place(item) for item in attempt.items.all()},
            }
        )
    return seated


if __name__ == "__main__":
    django.setup()
    json.dump(seat(int(sys.argv[1])), sys.stdout)
