import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.accounts.errors import (
    CannotMerge,
    CannotUndoMerge,
    NotTwoOfficers,
    NotTwoPersons,
    ReasonNeeded,
)
from stc.accounts.groups import CATALOGUE_EDITORS, CERTIFICATION_OFFICERS, PLATFORM_ADMINS
from stc.accounts.models import ConsentText, DataExport, Identity, Merge, SameNik, TimeLimit, User
from stc.accounts.reference import load_reference
from stc.accounts.services import erasure, personal_data
from stc.accounts.services.consent import answer, has_consent
from stc.accounts.services.identity import look_for_same_nik, set_nik
from stc.accounts.services.merge import merge_people, records_of, undo_merge
from stc.audit.models import AuditEntry
from stc.impartiality.models import Conflict
from stc.notices import services as notices
from stc.notices.models import Notice
from tests.accounts.factories import PASSWORD, PersonFactory, appoint, officer
from tests.accounts.full_person import full_person
from tests.accounts.niks import BORN, city_of_numbers, number


@pytest.fixture
def two(admin, certification_officer):
    """The two officers and their reason."""
    return {"by": admin, "approved_by": certification_officer, "why": "Orang yang sama"}


@pytest.fixture
def empty(reference):
    """A record that was imported: a name, and nothing else."""
    person = PersonFactory(full_name="Siti Rahmawati", email=None)
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def full(reference):
    return full_person()


def now(person) -> User:
    return User.objects.get(pk=person.pk)


def everything() -> dict[str, list]:
    """All rows of all tables, but the trail, the merges and the forms' version numbers."""
    left_out = {"audit.auditentry", "accounts.merge", "jobs.job"}
    return {
        model._meta.label_lower: sorted(
            str([value for name, value in row.items() if name != "profile_version"])
            for row in model._base_manager.values()
        )
        for model in apps.get_models()
        if model._meta.label_lower not in left_out
    }


def test_what_the_kept_record_lacks_comes_from_the_other(empty, full, two):
    photo, city = full.photo.name, full.region

    merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    kept = now(empty)
    assert (kept.birth_date, kept.region, kept.photo.name) == (BORN, city, photo)
    assert kept.identity.nik_last_four == "0001"


def test_what_the_kept_record_has_stays(full, two):
    other = PersonFactory(full_name="Siti R.", birth_date=BORN - timedelta(days=1))

    merge_people(keep_id=full.pk, give_id=other.pk, **two)

    kept = now(full)
    assert (kept.full_name, kept.birth_date, kept.email) == (
        "Siti Rahmawati",
        BORN,
        full.email,
    )


def test_the_log_in_moves_to_a_record_that_has_none(client, empty, full, two):
    merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    assert client.login(email=full.email, password=PASSWORD)
    assert int(client.session["_auth_user_id"]) == empty.pk
    assert (now(full).email, now(full).is_active) == (None, False)
    assert EmailAddress.objects.get().user == empty
    assert Authenticator.objects.get().user == empty


def test_the_other_log_in_is_closed_where_both_have_one(client, full, two):
    other = PersonFactory()

    merge_people(keep_id=full.pk, give_id=other.pk, **two)

    assert not client.login(email=other.email, password=PASSWORD)
    assert client.login(email=full.email, password=PASSWORD)


def test_roles_and_inbox_move(empty, full, two):
    appoint(full, CATALOGUE_EDITORS)
    notices.send(kind="accounts.welcome", to=full, context={"name": "Siti"}, key="w")

    merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    assert now(empty).roles == {CATALOGUE_EDITORS}
    assert Notice.objects.get().person == empty


def test_ties_move_so_that_a_barred_judge_stays_barred(empty, full, two):
    judge = PersonFactory()
    Conflict.objects.create(
        person=judge,
        candidate=full,
        kind="taught",
        since=BORN,
        why="Kelas",
        source="learning.class:1",
    )

    merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    assert Conflict.objects.between(judge, empty).exists()


def test_the_last_word_on_consent_counts_in_whichever_record_it_was_said(empty, full, two):
    text = ConsentText.objects.get(purpose__code="photo")
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    given = has_consent(empty, "photo")
    answer(person_id=empty.pk, purpose="photo", text_id=text.pk, given=False)
    withdrawn = has_consent(empty, "photo")
    undo_merge(merge_id=merge.pk, **two)

    assert (given, withdrawn) == (True, False)
    assert (has_consent(empty, "photo"), has_consent(full, "photo")) == (False, True)


def test_both_officers_stand_in_the_trail(empty, full, two):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    undo_merge(merge_id=merge.pk, **two)

    acts = AuditEntry.objects.filter(act__contains="merge").order_by("pk")
    assert [(entry.act, entry.actor_label, entry.why) for entry in acts] == [
        ("accounts.merge", "Bambang Hartono", "Orang yang sama"),
        ("accounts.approve_merge", "Ratna Kusumawardani", ""),
        ("accounts.undo_merge", "Bambang Hartono", "Orang yang sama"),
        ("accounts.approve_undo_merge", "Ratna Kusumawardani", ""),
    ]


def test_what_was_moved_is_recorded_by_id_alone(empty, full, two):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    told = str(merge.record)
    assert [word for word in (full.email, "Siti", "1995", str(full.phone)) if word in told] == []


def test_merging_twice_is_one_merge(empty, full, two):
    first = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    second = merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    assert (second, Merge.objects.count()) == (first, 1)


def test_a_record_is_not_merged_with_itself(full, two):
    with pytest.raises(NotTwoPersons):
        merge_people(keep_id=full.pk, give_id=full.pk, **two)


@pytest.mark.parametrize("who", ["one", "peer", "editor", "concerned"])
def test_two_entitled_officers_who_are_not_concerned_must_agree(empty, full, admin, who):
    second = {
        "one": lambda: admin,
        "peer": PersonFactory,
        "editor": lambda: officer(CATALOGUE_EDITORS),
        "concerned": lambda: appoint(full, PLATFORM_ADMINS).person,
    }[who]()

    for officers in ({"by": admin, "approved_by": second}, {"by": second, "approved_by": admin}):
        with pytest.raises(NotTwoOfficers):
            merge_people(keep_id=empty.pk, give_id=full.pk, why="x", **officers)


def test_a_merge_needs_a_reason(empty, full, two):
    with pytest.raises(ReasonNeeded):
        merge_people(keep_id=empty.pk, give_id=full.pk, **two | {"why": " "})


def test_two_numbers_are_two_persons(full, two):
    other = PersonFactory(birth_date=BORN)
    set_nik(person=other, by=other, number=number(2), birth_date=BORN)

    with pytest.raises(CannotMerge):
        merge_people(keep_id=full.pk, give_id=other.pk, **two)


def test_a_given_record_is_not_given_again_nor_given_to(empty, full, two):
    third = PersonFactory()
    merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    for keep, give in ((third, full), (full, third)):
        with pytest.raises(CannotMerge):
            merge_people(keep_id=keep.pk, give_id=give.pk, **two)


def test_nothing_is_merged_while_one_asks_to_be_forgotten(empty, full, two):
    erasure.ask_for_erasure(person_id=full.pk)

    with pytest.raises(CannotMerge):
        merge_people(keep_id=empty.pk, give_id=full.pk, **two)


def test_a_pair_with_one_number_leaves_the_officers_list_once_merged(full, two):
    other = PersonFactory(birth_date=BORN)
    same = set_nik(person=other, by=other, number=number(), birth_date=BORN)
    look_for_same_nik(identity_id=same.pk)
    before = SameNik.objects.unsettled().count()

    merge_people(keep_id=full.pk, give_id=other.pk, **two)

    assert (before, SameNik.objects.unsettled().count()) == (1, 0)


def test_undoing_twice_is_once(empty, full, two):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    undo_merge(merge_id=merge.pk, **two)

    undo_merge(merge_id=merge.pk, **two)

    assert AuditEntry.objects.filter(act="accounts.undo_merge").count() == 1


def test_undoing_takes_two_officers_and_a_reason(empty, full, two):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    with pytest.raises(NotTwoOfficers):
        undo_merge(merge_id=merge.pk, **two | {"approved_by": two["by"]})
    with pytest.raises(ReasonNeeded):
        undo_merge(merge_id=merge.pk, **two | {"why": ""})


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_a_merge_can_be_undone_within_the_days_of_the_rule(empty, full, two, days, late):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)

    with time_machine.travel(merge.at + timedelta(days=days, seconds=-1 if not late else 1)):
        if late:
            with pytest.raises(CannotUndoMerge):
                undo_merge(merge_id=merge.pk, **two)
        else:
            undo_merge(merge_id=merge.pk, **two)

    assert (Merge.objects.get().undone_at is None) == late


def test_merges_are_undone_from_the_last(empty, full, two):
    third = PersonFactory()
    first = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    second = merge_people(keep_id=third.pk, give_id=empty.pk, **two)
    assert set(records_of(third.pk)) == {third.pk, empty.pk, full.pk}

    with pytest.raises(CannotUndoMerge):
        undo_merge(merge_id=first.pk, **two)
    undo_merge(merge_id=second.pk, **two)
    undo_merge(merge_id=first.pk, **two)

    assert list(records_of(third.pk)) == [third.pk]


def test_what_the_person_changed_since_is_not_lost_by_undoing(empty, full, two):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    User.objects.filter(pk=empty.pk).update(birth_date=BORN - timedelta(days=1))

    undo_merge(merge_id=merge.pk, **two)

    assert (now(empty).birth_date, now(full).birth_date) == (BORN - timedelta(days=1), BORN)


def test_an_erased_record_is_not_given_back(empty, full, two, admin):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    request = erasure.ask_for_erasure(person_id=empty.pk)
    erasure.grant_erasure(request_id=request.pk, by=admin, why="Berhak")

    erasure.erase_person(request_id=request.pk)

    assert {now(empty).full_name, now(full).full_name} == {"Orang terhapus"}
    with pytest.raises(CannotUndoMerge):
        undo_merge(merge_id=merge.pk, **two)


def test_a_copy_of_my_data_holds_the_merged_record_too(empty, full, two):
    merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    export = personal_data.ask_for_export(person_id=empty.pk)
    personal_data.export_data(export_id=export.pk)

    with zipfile.ZipFile(DataExport.objects.get().file.open("rb")) as archive:
        assert f"record-{full.pk}/accounts.json" in archive.namelist()


SIDES = st.fixed_dictionaries(
    {
        name: st.booleans()
        for name in ("email", "password", "phone", "birth_date", "region", "nik", "role", "told")
    }
)


def _person(serial: int, has: dict[str, bool]) -> User:
    person = PersonFactory(
        email=f"orang{serial}@gabung.id" if has["email"] else None,
        phone=f"+62812000000{serial}" if has["phone"] else None,
        birth_date=BORN if has["birth_date"] else None,
        region=city_of_numbers() if has["region"] else None,
    )
    if not has["password"]:
        person.set_unusable_password()
        person.save()
    if has["email"]:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if has["nik"]:
        set_nik(person=person, by=person, number=number(), birth_date=BORN)
    if has["role"]:
        appoint(person, CATALOGUE_EDITORS)
    if has["told"]:
        notices.send(kind="accounts.welcome", to=person, context={"name": "x"}, key=f"w{serial}")
    return person


def _merge_and_undo(keep: dict[str, bool], give: dict[str, bool]) -> None:
    load_reference()
    city_of_numbers()
    kept, given_away = _person(1, keep), _person(2, give)
    two = {
        "by": officer(PLATFORM_ADMINS),
        "approved_by": officer(CERTIFICATION_OFFICERS),
        "why": "Orang yang sama",
    }
    before = everything()

    merge = merge_people(keep_id=kept.pk, give_id=given_away.pk, **two)
    has_number = Identity.objects.filter(person=kept).exists()
    undo_merge(merge_id=merge.pk, **two)

    assert has_number == (keep["nik"] or give["nik"])
    assert everything() == before


@settings(max_examples=40, deadline=None)
@given(keep=SIDES, give=SIDES)
@pytest.mark.django_db
def test_merging_and_undoing_leaves_everything_as_it_was(keep, give):
    with transaction.atomic():  # each example finds an empty house
        _merge_and_undo(keep, give)
        transaction.set_rollback(True)


def test_the_days_to_undo_are_those_of_the_day_of_the_merge(empty, full, two):
    merge = merge_people(keep_id=empty.pk, give_id=full.pk, **two)
    TimeLimit.objects.create(
        limits="undo_merge",
        valid_from=timezone.localdate() + timedelta(days=1),
        days=1,
        decree="Baru",
    )

    with time_machine.travel(merge.at + timedelta(days=20)):
        undo_merge(merge_id=merge.pk, **two)

    assert Merge.objects.get().undone_at is not None
