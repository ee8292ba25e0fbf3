"""What comes to one credential at once: two revocations, a lift and a revocation, a replacement."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from certification.credentials import services
from certification.credentials.errors import AlreadyReplaced, AlreadyRevoked
from certification.credentials.models import Credential, StatusList
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial

pytestmark = pytest.mark.django_db(transaction=True)
MOVES = ("suspend", "lift", "revoke", "replace")


def at_once(*acts):
    """What each act made of it or was refused with, all begun at the same moment."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act().standing
        except (AlreadyReplaced, AlreadyRevoked) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def another(credential):
    return an_officer(CERTIFICATION_OFFICERS)


def moves() -> list[str]:
    """The changes of standing, as the trail has them."""
    acts = AuditEntry.objects.order_by("pk").values_list("act", flat=True)
    return [moved for act in acts if (moved := act.removeprefix("credentials.")) in MOVES]


def told() -> int:
    return Notice.objects.filter(kind="credentials.standing_changed").count()


def revoking(credential, by, reason, note):
    return lambda: services.revoke_credential(
        credential_id=credential.pk, by=by, reason=reason, note=note
    )


def test_two_revocations_at_once_are_one(credential, officer, another, reason):
    version = StatusList.objects.get().version
    hands = [revoking(credential, by, reason, by.full_name) for by in (officer, another)] * 3

    assert at_once(*hands) == ["revoked"] * 6

    assert moves() == ["revoke"]
    assert (trial.HEARD, told()) == (["revoked"], 1)
    assert StatusList.objects.get().version == version + 1


def test_of_a_lift_and_a_revocation_at_once_the_revocation_stands(
    credential, officer, another, reason
):
    services.suspend(credential_id=credential.pk, by=officer, note="Diperiksa.")

    said = at_once(
        lambda: services.lift(credential_id=credential.pk, by=another, note="Selesai."),
        revoking(credential, officer, reason, "Palsu."),
    )

    assert Credential.objects.get().standing == "revoked"
    ways = {("valid", "revoked"): ["suspend", "lift", "revoke"]}
    ways |= {(AlreadyRevoked, "revoked"): ["suspend", "revoke"]}
    assert moves() == ways[tuple(said)]
    assert told() == len(moves())


def test_of_a_replacement_and_a_revocation_at_once_one_stands(
    credential, holder, officer, another, reason
):
    new = trial.issued(holder, by=officer, source="trial:2")

    said = at_once(
        lambda: services.replace_credential(
            credential_id=credential.pk, new_id=new.pk, by=another, note="Nama diperbaiki."
        ),
        revoking(credential, officer, reason, "Palsu."),
    )

    standing = Credential.objects.get(pk=credential.pk).standing
    ends = {"replaced": ["replaced", AlreadyReplaced], "revoked": [AlreadyRevoked, "revoked"]}
    assert said == ends[standing]
    assert told() == 1
