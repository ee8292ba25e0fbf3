"""The candidate's pages: whose they are, and that nothing on them tells which option is right."""

import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from certification.exams import services
from certification.items.models import Key, Option
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS, PLATFORM_ADMINS
from stc.audit import append_only
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db
ROLES = (EXAM_OFFICERS, CERTIFICATION_OFFICERS, PLATFORM_ADMINS)
# What differs between two openings of one page, whatever it says.
OF_THE_MOMENT = re.compile(
    r'(name="csrfmiddlewaretoken" value|name="ticket" value|data-ticket|data-segment|data-left-ms'
    r'|nonce)="[^"]*"'
)


def addresses(seat, attempt) -> list[str]:
    return [
        reverse("exams:start", args=[seat.pk]),
        reverse("exams:attempt", args=[attempt.pk]),
        reverse("exams:hand_in", args=[attempt.pk]),
    ]


def test_a_stranger_is_led_to_the_log_in(client, seat, attempt):
    for path in [reverse("exams:mine"), *addresses(seat, attempt)]:
        answered = client.get(path)
        assert (answered.status_code, answered["Location"].split("?")[0]) == (302, "/akun/masuk/")


@pytest.mark.parametrize("role", [None, *ROLES])
def test_nobody_opens_anothers_exam_nor_hands_it_in(client, seat, attempt, role):
    client.force_login(officer(role) if role else PersonFactory())

    for path in addresses(seat, attempt):
        assert client.get(path).status_code == 404
    assert client.post(reverse("exams:hand_in", args=[attempt.pk])).status_code == 404
    assert client.post(reverse("exams:start", args=[seat.pk])).status_code == 404
    assert type(attempt).objects.get().handed_in_at is None


def test_a_candidate_starts_answers_and_hands_in(client, seat, candidate):
    client.force_login(candidate)
    assert "Baca aturan dan mulai" in client.get(reverse("exams:mine")).content.decode()
    first, second = (client.post(reverse("exams:start", args=[seat.pk])) for _ in range(2))

    page = client.get(first["Location"])
    over = [client.post(page.request["PATH_INFO"] + "serahkan/", follow=True) for _ in range(2)]

    assert first["Location"] == second["Location"]
    assert len(page.context["items"]) == 20
    assert all("sudah diserahkan" in told.content.decode() for told in over)


def test_a_page_that_holds_items_is_kept_by_nobody(client, attempt, candidate):
    client.force_login(candidate)

    answered = client.get(reverse("exams:attempt", args=[attempt.pk]))

    assert "no-store" in answered["Cache-Control"]
    assert "private" in answered["Cache-Control"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_answer_depends_on_the_key(client, attempt, candidate, examiner, language):
    """All that candidate and examiner are told, with the keys as they are and with all keys moved:
    byte for byte the same, so that nothing in it can tell the key.
    """
    client.cookies["bahasa"] = language
    with time_machine.travel(timezone.now(), tick=False):  # the pages tell what time is left
        _all_that_is_told(client, attempt, candidate, examiner)  # answers once, to be alike twice
        before = _all_that_is_told(client, attempt, candidate, examiner)
        append_only.lift()  # until the end of this test, whose transaction is rolled back
        for key in Key.objects.filter(version__in=attempt.items.values("version")):
            others = Option.objects.filter(version_id=key.version_id).exclude(pk=key.option_id)
            Key.objects.filter(pk=key.pk).update(option=others.first())

        after = _all_that_is_told(client, attempt, candidate, examiner)

    assert len(before) == len(after)
    assert before == after
    told = "\n".join(before)
    for item in attempt.items.select_related("version"):
        assert item.version.stem_id in told or item.version.stem_en in told
        assert item.version.rationale_id not in told
        assert item.version.rationale_en not in told


def _all_that_is_told(client, attempt, candidate, examiner) -> list[str]:
    seat = attempt.registration
    told = []

    def heard(answered) -> None:
        told.append(OF_THE_MOMENT.sub("", unescape(answered.content.decode())))

    client.force_login(candidate)
    for path in [reverse("exams:mine"), *addresses(seat, attempt)]:
        heard(client.get(path))
    ticket = services.enter(attempt_id=attempt.pk, by=candidate)
    for option in (1, 2, 3, 4):
        sent = {"ticket": ticket, "counter": option, "position": 1, "option": option}
        answered = client.post(
            reverse("exams:answer"), sent, headers={"Accept": "application/json"}
        )
        told.append(f"{answered.status_code} {sorted(answered.json())}")
    client.force_login(examiner)
    for path in (
        reverse("exams:sittings"),
        reverse("exams:sitting", args=[seat.sitting_id]),
    ):
        heard(client.get(path))
    return told
