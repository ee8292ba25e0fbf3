"""What comes at once: two officers, two clicks, a withdrawal, a tie."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from certification.cases import services
from certification.cases.errors import AlreadyDecided, CaseWithdrawn, NotOpen
from certification.cases.models import Case, Decision
from certification.credentials.models import Credential
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality import services as impartiality
from stc.impartiality.errors import Partial
from stc.impartiality.models import Tie
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import CODE, fresh

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act returned or was refused with, all begun at the same moment."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act()
        except (AlreadyDecided, CaseWithdrawn, NotOpen, Partial) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def deciding(case, officer, outcome="K"):
    return lambda: (
        services.decide(
            case_id=case.pk, by=officer, outcome=outcome, reasons="Bukti lengkap."
        ).outcome
    )


def test_six_clicks_at_once_are_one_decision_and_one_certificate(passed, officer):
    assert at_once(*[deciding(passed, officer)] * 6) == ["K"] * 6

    assert Decision.objects.count() == Credential.objects.count() == 1
    assert AuditEntry.objects.filter(act="credentials.issue").count() == 1


def test_of_two_officers_at_once_one_decides(passed, officer):
    other = an_officer(CERTIFICATION_OFFICERS)

    said = at_once(deciding(passed, officer), deciding(passed, other, "BK"))

    assert said.count(AlreadyDecided) == 1
    assert [Decision.objects.get().outcome] == [one for one in said if one != AlreadyDecided]
    assert Credential.objects.exists() == ("K" in said)


def test_a_withdrawal_beside_a_decision_is_one_or_the_other(passed, officer, guard):
    said = at_once(
        deciding(passed, officer),
        lambda: services.withdraw(case_id=passed.pk, by=guard).state,
    )

    assert said in (["K", NotOpen], [CaseWithdrawn, "withdrawn"])
    assert Decision.objects.exists() == Credential.objects.exists() == (said[0] == "K")


def test_a_decision_waits_for_a_tie_that_is_being_written_and_is_refused(passed, officer, guard):
    asked, done = Event(), Event()

    def decide():
        asked.set()
        try:
            return deciding(passed, officer)()
        finally:
            done.set()

    def write_tie():
        with transaction.atomic():
            impartiality.record(
                person=officer,
                candidate=guard,
                kind=Tie.RELATED,
                since=timezone.localdate(),
                why="Sepupu",
                source="trial:1",
            )
            written.set()
            asked.wait(5)
            # Still in the transaction: the decision must not come through meanwhile.
            return done.wait(0.5)

    written = Event()

    def decide_then():
        written.wait(5)
        return decide()

    assert at_once(write_tie, decide_then) == [False, Partial]
    assert fresh(passed).state == "examined"
    assert not Credential.objects.exists()


def test_ten_taps_on_apply_are_one_case(house, newcomer):
    opened = at_once(*[lambda: services.open_case(person=newcomer, scheme_code=CODE).pk] * 10)

    assert set(opened) == {Case.objects.get().pk}
