import sqlite3
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import DatabaseError
from django.utils import timezone

from stc.accounts import personal_data
from stc.accounts.errors import AlreadyDecided, CannotLogIn, HoldsRole, OwnRequest, ReasonNeeded
from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.models import Consent, ErasureRequest, Identity, TimeLimit, User
from stc.accounts.services import erasure, roles
from stc.accounts.services.personal_data import ask_for_export
from stc.audit.models import AuditEntry
from stc.jobs import worker
from stc.notices.models import Notice
from tests.accounts.factories import PASSWORD, PersonFactory, appoint, officer
from tests.accounts.full_person import full_person

State = ErasureRequest.State
URL = "/operasi/penghapusan/"


@pytest.fixture
def asker(reference):
    return full_person()


@pytest.fixture
def asked(asker):
    return erasure.ask_for_erasure(person_id=asker.pk, words="Saya pindah kerja")


def work():
    """All jobs that are due once the farewell is over."""
    with time_machine.travel(timezone.now() + erasure.FAREWELL + timedelta(minutes=1)):
        while worker.run_next():
            pass


@pytest.fixture
def erased(asked, admin):
    """The person, after a granted request and its job."""
    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")
    work()
    return User.objects.get(pk=asked.person_id)


def test_a_person_asks_and_an_officer_has_the_days_of_the_rule(client, asker):
    client.force_login(asker)

    client.post("/saya/data/hapus/", {"words": "Saya pindah kerja", "understood": "on"})

    request = ErasureRequest.objects.get(person=asker)
    assert (request.state, request.words) == (State.ASKED, "Saya pindah kerja")
    assert request.due_at - request.asked_at == timedelta(days=3)


def test_another_rule_gives_other_days(asker):
    TimeLimit.objects.create(
        limits="erasure", valid_from=timezone.localdate(), days=10, decree="Peraturan baru"
    )
    TimeLimit.objects.create(
        limits="erasure",
        valid_from=timezone.localdate() + timedelta(days=1),
        days=1,
        decree="Peraturan besok",
    )

    request = erasure.ask_for_erasure(person_id=asker.pk)

    assert request.due_at - request.asked_at == timedelta(days=10)


def test_without_saying_that_it_is_understood_nothing_is_asked(client, asker):
    client.force_login(asker)

    page = client.post("/saya/data/hapus/", {"words": "Saya pindah kerja"})

    assert (page.status_code, page.context["form"]["words"].value()) == (422, "Saya pindah kerja")
    assert not ErasureRequest.objects.exists()


def test_asking_twice_is_one_request(asked):
    assert erasure.ask_for_erasure(person_id=asked.person_id) == asked
    assert AuditEntry.objects.filter(act="accounts.ask_for_erasure").count() == 1


def test_a_person_may_think_better_of_it(client, asked, asker):
    client.force_login(asker)

    client.post("/saya/data/hapus/batal/")
    client.post("/saya/data/hapus/batal/")

    assert ErasureRequest.objects.get(pk=asked.pk).state == State.WITHDRAWN
    assert erasure.ask_for_erasure(person_id=asker.pk) != asked


def test_after_the_decision_it_is_too_late_to_think_better(client, asked, asker, admin):
    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")

    with pytest.raises(AlreadyDecided):
        erasure.withdraw_request(request_id=asked.pk, by=asker)


def test_nobody_withdraws_anothers_request(client, asked):
    client.force_login(PersonFactory())

    assert client.post("/saya/data/hapus/batal/").status_code == 404
    assert ErasureRequest.objects.get(pk=asked.pk).state == State.ASKED


def test_an_officer_refuses_with_a_reason_that_the_person_reads(client, asked, asker, admin):
    client.force_login(admin)

    client.post(f"{URL}{asked.pk}/", {"decision": "refuse", "why": "Ada ujian berjalan"})

    client.force_login(asker)
    assert ErasureRequest.objects.get(pk=asked.pk).state == State.REFUSED
    assert "Ada ujian berjalan" in client.get("/saya/data/").text
    assert [notice.kind for notice in Notice.objects.filter(person=asker)] == [
        "accounts.erasure_decided"
    ]


def test_a_decision_needs_a_reason(client, asked, admin):
    client.force_login(admin)

    page = client.post(f"{URL}{asked.pk}/", {"decision": "grant", "why": " "})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["why"])
    with pytest.raises(ReasonNeeded):
        erasure.refuse_erasure(request_id=asked.pk, by=admin, why=" ")


def test_the_same_decision_twice_is_one(asked, admin):
    for _ in range(2):
        erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")

    assert AuditEntry.objects.filter(act="accounts.decide_erasure").count() == 1
    assert Notice.objects.filter(person=asked.person).count() == 1


def test_the_other_decision_comes_too_late(client, asked, admin):
    erasure.refuse_erasure(request_id=asked.pk, by=admin, why="Ada ujian")
    client.force_login(admin)

    page = client.post(f"{URL}{asked.pk}/", {"decision": "grant", "why": "Berhak"})

    assert (page.status_code, "sudah diputuskan" in page.text) == (422, True)


def test_nobody_decides_on_themselves(client, admin):
    own = erasure.ask_for_erasure(person_id=admin.pk)
    client.force_login(admin)

    assert client.post(f"{URL}{own.pk}/", {"decision": "grant", "why": "x"}).status_code == 403
    with pytest.raises(OwnRequest):
        erasure.grant_erasure(request_id=own.pk, by=admin, why="Saya sendiri")


def test_whoever_holds_a_role_hands_it_over_first(admin):
    colleague = officer(PLATFORM_ADMINS)
    request = erasure.ask_for_erasure(person_id=colleague.pk)

    with pytest.raises(HoldsRole):
        erasure.grant_erasure(request_id=request.pk, by=admin, why="Berhak")


def test_a_role_that_has_ended_is_no_hindrance(asker, asked, admin):
    appoint(asker, PLATFORM_ADMINS, ends_on=timezone.localdate() - timedelta(days=1))

    granted = erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")

    assert granted.state == State.GRANTED


def test_the_queue_shows_the_most_urgent_first_and_what_is_overdue(client, asked, admin):
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        later = erasure.ask_for_erasure(person_id=PersonFactory(full_name="Tono").pk)
        client.force_login(admin)
        page = client.get(URL)

    assert list(page.context["page"]) == [asked, later]
    assert page.text.count("lewat batas") == 1


@pytest.mark.parametrize("path", [URL, f"{URL}1/"])
def test_a_peer_and_another_officer_do_not_see_the_queue(
    client, asked, certification_officer, path
):
    answers = []
    for user in (PersonFactory(), certification_officer):
        client.force_login(user)
        answers += [client.get(path).status_code, client.post(path).status_code]

    assert set(answers) <= {403, 405}


def test_a_request_that_is_not_there_is_not_found(client, admin):
    client.force_login(admin)

    assert client.get(f"{URL}999999/").status_code == 404


def test_until_the_farewell_is_over_nothing_is_erased(asked, asker, admin):
    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")
    while worker.run_next():
        pass

    assert User.objects.get(pk=asker.pk).full_name == "Siti Rahmawati"


def test_an_erased_person_is_a_record_of_nobody(erased):
    kept = {
        "full_name": "Orang terhapus",
        "email": None,
        "phone": None,
        "phone_verified": False,
        "birth_date": None,
        "region": None,
        "is_active": False,
        "is_superuser": False,
        "last_login": None,
    }
    assert {name: getattr(erased, name) for name in kept} == kept
    assert (erased.photo.name, erased.has_usable_password()) == ("", False)
    assert erased.erased_at is not None


def test_what_hung_on_an_erased_person_is_gone(erased):
    left = [
        model.objects.filter(**{field: erased}).count()
        for model, field in (
            (Identity, "person"),
            (EmailAddress, "user"),
            (Authenticator, "user"),
            (Notice, "person"),
        )
    ]
    assert left == [0, 0, 0, 0]


def test_no_table_but_the_trail_still_knows_who_it_was(erased):
    told = {"Siti Rahmawati", "+628123456789", "Saya pindah kerja"}

    knowing = {
        model._meta.label_lower
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        if any(word in str(value) for value in row for word in told)
    }

    assert knowing <= {"audit.auditentry"}


def test_the_files_of_an_erased_person_are_gone(asker, asked, admin):
    export = ask_for_export(person_id=asker.pk)
    while worker.run_next():
        pass
    export.refresh_from_db()

    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")
    work()  # nothing is left to the moment after the commit, which a killed worker never sees

    assert not asker.photo.storage.exists(asker.photo.name)
    assert not export.file.storage.exists(export.file.name)


def test_whoever_is_about_to_be_erased_is_given_no_role(asker, asked, admin):
    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")

    with pytest.raises(CannotLogIn):
        roles.appoint(person=asker, group=EXAM_OFFICERS, by=admin)


def test_an_erased_person_cannot_log_in(client, asker, erased):
    assert not client.login(email=asker.email, password=PASSWORD)


def test_whoever_was_logged_in_is_out(client, asker, asked, admin):
    client.force_login(asker)
    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")
    work()

    assert client.get("/saya/data/").status_code == 302


def test_the_proof_of_consent_and_the_trail_stay(erased, asked):
    asked = ErasureRequest.objects.get(pk=asked.pk)

    assert Consent.objects.filter(person=erased).count() == 5
    assert AuditEntry.objects.filter(actor=f"accounts.user:{erased.pk}").exists()
    assert (asked.state, asked.why, asked.words) == (State.ERASED, "Berhak", "")


def test_erasing_twice_changes_nothing(erased, asked):
    before = User.objects.filter(pk=erased.pk).values().get()

    erasure.erase_person(request_id=asked.pk)

    assert User.objects.filter(pk=erased.pk).values().get() == before
    assert AuditEntry.objects.filter(act="accounts.erase").count() == 1


def test_what_failed_half_way_is_done_on_the_next_run(asked, admin, monkeypatch):
    erasure.grant_erasure(request_id=asked.pk, by=admin, why="Berhak")
    holders = {holder.app: holder for holder in personal_data.holders()}

    def fails(person, *, by):
        raise DatabaseError("database is locked") from sqlite3.OperationalError()

    broken = personal_data.Holder("zz", holders["accounts"].export, fails, frozenset(), {})
    monkeypatch.setitem(personal_data._holders, "zz", broken)
    with pytest.raises(DatabaseError):
        erasure.erase_person(request_id=asked.pk)
    half_way = User.objects.get(pk=asked.person_id).full_name
    monkeypatch.delitem(personal_data._holders, "zz")
    erasure.erase_person(request_id=asked.pk)

    assert half_way == "Siti Rahmawati"
    assert User.objects.get(pk=asked.person_id).full_name == "Orang terhapus"


@pytest.mark.parametrize("app", [holder.app for holder in personal_data.holders()])
def test_each_app_may_erase_twice_and_can_export_who_is_erased(asker, admin, app):
    holder = next(holder for holder in personal_data.holders() if holder.app == app)

    for _ in range(2):
        holder.erase(User.objects.get(pk=asker.pk), by=admin)

    facts = dict(holder.export(User.objects.get(pk=asker.pk)).facts)
    facts.pop("trail", None)  # the trail stays, and with it the names that it was written with
    assert "Siti Rahmawati" not in str(facts)
