from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from certification.credentials import services
from certification.credentials.models import Credential, StatusList
from certification.credentials.services.issuing import _open_list
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.credentials import trial

pytestmark = pytest.mark.django_db


def test_one_decision_is_one_credential(holder, officer):
    first = trial.issued(holder, by=officer)

    second = trial.issued(holder, by=officer, words=trial.snapshot(title_id="Lain"))

    assert second == first
    assert (second.title_id, Credential.objects.count()) == ("Satpam Gada Pratama", 1)
    assert AuditEntry.objects.filter(act="credentials.issue").count() == 1
    assert Notice.objects.filter(person=holder).count() == 1
    assert Job.objects.filter(name="credentials.sign").count() == 1


def test_the_database_itself_refuses_a_second_one(credential):
    copy = Credential.objects.get(pk=credential.pk)
    copy.pk, copy.serial, copy.number, copy.status_index = None, "0" * 16, "lain", 5

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_days_are_whole_days_of_the_body(holder, officer):
    made = trial.issued(
        holder, by=officer, valid_from=date(2026, 1, 1), valid_until=date(2028, 12, 31)
    )

    assert made.valid_from == datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert made.valid_until == datetime(2028, 12, 31, 17, tzinfo=UTC)


def test_numbers_follow_each_other_in_their_series(holder, officer):
    made = [trial.issued(holder, by=officer, source=f"trial:{n}") for n in (1, 2)]
    other = trial.issued(
        holder, by=officer, source="trial:3", words=trial.snapshot(number_prefix="STC-GM")
    )

    numbers = [c.number for c in (*made, other)]
    assert numbers == ["STC-GP-2026-00001", "STC-GP-2026-00002", "STC-GM-2026-00001"]


def test_a_name_loses_what_nobody_sees(holder, officer):
    made = trial.issued(
        holder, by=officer, words=trial.snapshot(holder_name="Siti \u202eRahma\u200bwati")
    )

    assert made.holder_name == "Siti Rahma wati"


@pytest.mark.parametrize(
    "changes", [{"scheme": "x" * 17}, {"level": "é"}, {"number_prefix": "a/b"}]
)
def test_a_code_that_would_not_travel_is_a_mistake(changes):
    with pytest.raises(ValueError, match="no short code"):
        trial.snapshot(**changes)


def test_a_kind_that_nobody_registered_is_a_mistake(holder, officer):
    with pytest.raises(LookupError):
        services.issue(
            kind="nobody's",
            source="x",
            holder=holder,
            snapshot=trial.snapshot(),
            valid_from=date(2026, 1, 1),
            valid_until=date(2027, 1, 1),
            by=officer,
        )


def test_indices_are_drawn_at_random(holder, officer):
    made = [trial.issued(holder, by=officer, source=f"trial:{n}") for n in range(8)]

    indices = [c.status_index for c in made]
    assert len(set(indices)) == 8
    assert indices != sorted(indices)
    assert max(indices) > 1000


def test_a_list_that_is_half_full_takes_no_more(holder, officer):
    small = StatusList.objects.create(size=4)
    used = [trial.issued(holder, by=officer, source=f"t:{n}").status_list_id for n in range(3)]

    assert used[:2] == [small.pk, small.pk]
    assert used[2] != small.pk
    assert _open_list().pk == used[2]


CHANGES = {
    "holder_name": "Orang Lain",
    "number": "STC-GP-2026-99999",
    "serial": "0" * 16,
    "scheme": "GU",
    "valid_until": datetime(2999, 1, 1, tzinfo=UTC),
    "status_index": 7,
    "source": "lain",
}


@pytest.mark.parametrize("field", CHANGES)
def test_what_was_frozen_stays_as_it_was(credential, field):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Credential.objects.filter(pk=credential.pk).update(**{field: CHANGES[field]})


def test_no_credential_is_deleted(credential):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        credential.delete()


def test_what_a_person_is_called_later_changes_nothing(credential, holder):
    holder.full_name = "Siti Kusuma"
    holder.save()

    assert Credential.objects.get().holder_name == "Siti Rahmawati"


def test_holders_see_their_own_and_officers_all(credential, holder, officer):
    from tests.accounts.factories import PersonFactory

    seen = [Credential.objects.visible_to(p).count() for p in (holder, officer, PersonFactory())]

    assert seen == [1, 1, 0]
