import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from certification.credentials import services
from certification.credentials.errors import (
    AlreadyReplaced,
    AlreadyRevoked,
    NotItsReplacement,
    OwnCredential,
)
from certification.credentials.models import Credential
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, appoint
from tests.credentials import trial

pytestmark = pytest.mark.django_db


def told(credential) -> list[tuple]:
    entries = AuditEntry.objects.filter(subject=f"credentials.credential:{credential.pk}")
    return list(entries.exclude(act="credentials.issue").order_by("pk").values_list("act", "why"))


def test_revoking_is_told_to_all_who_must_know(credential, officer, reason):
    done = services.revoke_credential(
        credential_id=credential.pk, by=officer, reason=reason, note="Palsu"
    )

    assert (done.standing, done.reason) == ("revoked", reason)
    assert told(credential) == [("credentials.revoke", "Palsu")]
    assert trial.HEARD == ["revoked"]
    assert Job.objects.filter(name="credentials.publish_status_list").count() == 1
    assert Notice.objects.filter(kind="credentials.standing_changed").count() == 1
    assert done.status_list.version == 2


def test_a_second_revocation_changes_nothing(credential, officer, reason):
    asked = {"credential_id": credential.pk, "by": officer, "reason": reason}
    first = services.revoke_credential(**asked, note="Palsu")

    second = services.revoke_credential(**asked, note="Lagi")

    assert second.revoked_at == first.revoked_at
    assert told(credential) == [("credentials.revoke", "Palsu")]


def test_suspended_and_lifted_and_each_twice(credential, officer):
    asked = {"credential_id": credential.pk, "by": officer, "note": "Diperiksa"}

    standings = [
        act(**asked).standing
        for act in (services.suspend, services.suspend, services.lift, services.lift)
    ]

    assert standings == ["suspended", "suspended", "valid", "valid"]
    assert trial.HEARD == ["suspended", "valid"]


def test_what_is_suspended_can_be_revoked(credential, officer, reason):
    services.suspend(credential_id=credential.pk, by=officer, note="")

    done = services.revoke_credential(
        credential_id=credential.pk, by=officer, reason=reason, note=""
    )

    assert (done.standing, done.suspended_at) == ("revoked", None)


@pytest.mark.parametrize("act", [services.suspend, services.lift])
def test_what_is_revoked_stays_revoked(credential, officer, reason, act):
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="")

    with pytest.raises(AlreadyRevoked):
        act(credential_id=credential.pk, by=officer, note="")


def test_replaced_by_another_of_the_same_holder(credential, holder, officer, reason):
    new = trial.issued(holder, by=officer, source="trial:2")
    asked = {"credential_id": credential.pk, "new_id": new.pk, "by": officer, "note": "Nama"}

    done = [services.replace_credential(**asked) for _ in range(2)]

    assert [(c.standing, c.replaced_by) for c in done] == [("replaced", new)] * 2
    assert told(credential) == [("credentials.replace", "Nama")]
    with pytest.raises(AlreadyReplaced):
        services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="")
    with pytest.raises(AlreadyReplaced):
        services.suspend(credential_id=credential.pk, by=officer, note="")


def test_not_replaced_by_itself_nor_by_anothers(credential, officer):
    others = trial.issued(PersonFactory(), by=officer, source="trial:2")

    for new in (credential, others):
        with pytest.raises(NotItsReplacement):
            services.replace_credential(
                credential_id=credential.pk, new_id=new.pk, by=officer, note=""
            )


def test_no_officer_changes_their_own(credential, holder, officer, reason):
    appoint(holder, CERTIFICATION_OFFICERS)
    asked = {"credential_id": credential.pk, "by": holder, "note": ""}
    acts = (
        lambda: services.suspend(**asked),
        lambda: services.lift(**asked),
        lambda: services.revoke_credential(**asked, reason=reason),
        lambda: services.replace_credential(**asked, new_id=credential.pk),
    )

    for act in acts:
        with pytest.raises(OwnCredential):
            act()
    assert told(credential) == []


def test_a_superuser_is_bound_by_the_same_rule(credential, reason):
    holder = credential.holder
    holder.is_superuser = True
    holder.save()

    with pytest.raises(OwnCredential):
        services.revoke_credential(credential_id=credential.pk, by=holder, reason=reason, note="")


def test_no_move_but_those_of_the_machine(credential):
    with pytest.raises(TransitionNotAllowed):
        credential.lift()
    with pytest.raises(AttributeError):
        credential.standing = "revoked"


@pytest.mark.parametrize(
    "change",
    [
        {"standing": "revoked"},
        {"standing": "suspended"},
        {"standing": "replaced"},
        {"suspended_at": timezone.now()},
        {"revoked_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_standing_without_its_when_and_why(credential, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=credential.pk).update(**change)
