"""Roles: given, ended, withdrawn, handed over; each refusal, each second call."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from stc.accounts import errors
from stc.accounts.groups import CATALOGUE_EDITORS, EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.models import Appointment, User
from stc.accounts.services import roles
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def admin():
    return officer(PLATFORM_ADMINS)


def give(person, by, group=EXAM_OFFICERS, **days) -> Appointment:
    return roles.appoint(person=person, group=group, by=by, **days)


def told(person) -> list[str]:
    return [notice.kind for notice in Notice.objects.visible_to(person).order_by("pk")]


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


def fresh(person) -> User:
    return User.objects.get(pk=person.pk)


def test_a_role_given_today_holds_today(admin):
    person = PersonFactory()

    give(person, admin)

    assert person.roles == {EXAM_OFFICERS}
    assert [group.name for group in person.groups.all()] == [EXAM_OFFICERS]


def test_an_appointment_is_in_the_trail_and_is_told(admin, today):
    person = PersonFactory()

    roles.appoint(person=person, group=EXAM_OFFICERS, by=admin, why="Surat tugas 7")

    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.why) == (
        "accounts.appoint",
        f"accounts.user:{admin.pk}",
        "Surat tugas 7",
    )
    assert told(person) == ["accounts.role_given"]


def test_the_same_appointment_again_changes_nothing(admin):
    person = PersonFactory()
    first = give(person, admin)

    second = give(person, admin)

    assert second == first
    assert acts() == ["accounts.appoint"]


def test_nobody_gives_a_role_to_themselves(admin):
    with pytest.raises(errors.OwnAppointment):
        give(admin, admin)


def test_a_person_without_an_active_account_gets_no_role(admin):
    with pytest.raises(errors.CannotLogIn):
        give(PersonFactory(is_active=False), admin)


def test_a_role_does_not_begin_in_the_past(admin, today):
    with pytest.raises(errors.DayPassed):
        give(PersonFactory(), admin, starts_on=today - DAY)


def test_a_role_does_not_end_before_it_begins(admin, today):
    with pytest.raises(errors.WrongOrder):
        give(PersonFactory(), admin, starts_on=today + DAY, ends_on=today)


@pytest.mark.parametrize(
    ("starts", "ends"), [(0, None), (5, None), (3, 4), (10, 20), (0, 3), (0, 30)]
)
def test_a_role_is_not_held_twice_on_one_day(admin, today, starts, ends):
    person = PersonFactory()
    give(person, admin, starts_on=today + 3 * DAY, ends_on=today + 10 * DAY)

    with pytest.raises(errors.AlreadyHolds):
        give(
            person,
            admin,
            starts_on=today + starts * DAY,
            ends_on=None if ends is None else today + ends * DAY,
        )


def test_a_role_may_follow_on_the_day_after(admin, today):
    person = PersonFactory()
    give(person, admin, ends_on=today + 10 * DAY)

    give(person, admin, starts_on=today + 11 * DAY)

    assert person.appointments.count() == 2


def test_the_database_refuses_two_open_appointments(admin, today):
    person = PersonFactory()
    give(person, admin)
    group = Group.objects.get(name=EXAM_OFFICERS)

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(person=person, group=group, starts_on=today + DAY)


def test_a_role_ends_by_itself_on_the_day_after_its_last(admin):
    person = PersonFactory()
    give(person, admin, ends_on=timezone.localdate() + DAY)

    with time_machine.travel(timezone.now() + DAY):
        assert fresh(person).roles == {EXAM_OFFICERS}
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert fresh(person).roles == frozenset()


def test_a_role_holds_through_its_last_day_in_the_bodys_zone(admin):
    with time_machine.travel("2026-11-24T10:00:00+07:00", tick=False):
        person = PersonFactory()
        give(person, admin, ends_on=date(2026, 11, 25))
    with time_machine.travel("2026-11-25T23:59:00+07:00", tick=False):
        assert fresh(person).roles == {EXAM_OFFICERS}
    with time_machine.travel("2026-11-26T00:01:00+07:00", tick=False):
        assert fresh(person).roles == frozenset()


def test_an_end_is_set_earlier_and_told(admin, today):
    person = PersonFactory()
    appointment = give(person, admin)

    roles.end(appointment_id=appointment.pk, on=today + 5 * DAY, by=admin, why="Pindah")

    assert Appointment.objects.get(pk=appointment.pk).ends_on == today + 5 * DAY
    assert told(person) == ["accounts.role_given", "accounts.role_changed"]
    assert acts() == ["accounts.appoint", "accounts.end_role"]


def test_the_same_end_again_changes_nothing(admin, today):
    appointment = give(PersonFactory(), admin)
    roles.end(appointment_id=appointment.pk, on=today, by=admin)

    roles.end(appointment_id=appointment.pk, on=today, by=admin)

    assert acts() == ["accounts.appoint", "accounts.end_role"]


def test_an_end_is_refused_before_today_before_the_start_and_after_the_end(admin, today):
    soon = give(PersonFactory(), admin, starts_on=today + 3 * DAY, ends_on=today + 9 * DAY)

    with pytest.raises(errors.DayPassed):
        roles.end(appointment_id=soon.pk, on=today - DAY, by=admin)
    with pytest.raises(errors.WrongOrder):
        roles.end(appointment_id=soon.pk, on=today + DAY, by=admin)
    with pytest.raises(errors.CannotLengthen):
        roles.end(appointment_id=soon.pk, on=today + 10 * DAY, by=admin)


def test_what_has_ended_is_not_ended_again(admin, today):
    appointment = give(PersonFactory(), admin, ends_on=today)

    with time_machine.travel(timezone.now() + 3 * DAY):
        with pytest.raises(errors.AlreadyEnded):
            roles.end(appointment_id=appointment.pk, on=today + 5 * DAY, by=admin)
        with pytest.raises(errors.AlreadyEnded):
            roles.withdraw(appointment_id=appointment.pk, by=admin, why="")


def test_a_withdrawn_role_is_gone_at_once(admin):
    person = PersonFactory()
    appointment = give(person, admin)

    roles.withdraw(appointment_id=appointment.pk, by=admin, why="Pelanggaran")

    assert fresh(person).roles == frozenset()
    assert not person.groups.exists()
    assert told(person) == ["accounts.role_given", "accounts.role_ended"]


def test_a_second_withdrawal_changes_nothing(admin):
    appointment = give(PersonFactory(), admin)
    roles.withdraw(appointment_id=appointment.pk, by=admin, why="Satu")

    roles.withdraw(appointment_id=appointment.pk, by=admin, why="Dua")

    assert [e.why for e in AuditEntry.objects.filter(act="accounts.withdraw_role")] == ["Satu"]


def test_a_withdrawn_role_may_be_given_anew_on_the_same_day(admin):
    person = PersonFactory()
    roles.withdraw(appointment_id=give(person, admin).pk, by=admin, why="Keliru")

    give(person, admin)

    assert person.roles == {EXAM_OFFICERS}


def test_the_last_platform_admin_stays(admin, today):
    own = admin.appointments.get()

    with pytest.raises(errors.LastAdmin):
        roles.end(appointment_id=own.pk, on=today + 30 * DAY, by=admin)
    with pytest.raises(errors.LastAdmin):
        roles.withdraw(appointment_id=own.pk, by=admin, why="")


def test_an_admin_who_cannot_log_in_does_not_count(admin):
    officer(PLATFORM_ADMINS, is_active=False)

    with pytest.raises(errors.LastAdmin):
        roles.withdraw(appointment_id=admin.appointments.get().pk, by=admin, why="")


def test_an_admin_who_leaves_first_does_not_count(admin, today):
    give(PersonFactory(), admin, group=PLATFORM_ADMINS, ends_on=today + 2 * DAY)

    with pytest.raises(errors.LastAdmin):
        roles.end(appointment_id=admin.appointments.get().pk, on=today + 2 * DAY, by=admin)


def test_an_admin_may_leave_when_another_stays(admin, today):
    give(PersonFactory(), admin, group=PLATFORM_ADMINS)

    roles.withdraw(appointment_id=admin.appointments.get().pk, by=admin, why="Purnatugas")

    assert fresh(admin).roles == frozenset()


def test_a_hand_over_leaves_no_day_without_and_no_day_with_two(admin, today):
    giver, taker = PersonFactory(), PersonFactory()
    old = give(giver, admin, ends_on=today + 30 * DAY)

    new = roles.hand_over(appointment_id=old.pk, to=taker, on=today + 10 * DAY, by=admin)

    old = Appointment.objects.get(pk=old.pk)
    assert (old.ends_on, new.starts_on, new.ends_on) == (
        today + 9 * DAY,
        today + 10 * DAY,
        today + 30 * DAY,
    )
    assert told(giver) == ["accounts.role_given", "accounts.role_changed"]
    assert told(taker) == ["accounts.role_given"]


def test_the_same_hand_over_again_changes_nothing(admin, today):
    old, taker = give(PersonFactory(), admin), PersonFactory()
    asked = {"appointment_id": old.pk, "to": taker, "on": today + DAY, "by": admin}
    first = roles.hand_over(**asked)

    second = roles.hand_over(**asked)

    assert second == first
    assert acts() == ["accounts.appoint", "accounts.appoint", "accounts.end_role"]


def test_a_role_given_today_is_handed_over_today(admin, today):
    giver, taker = PersonFactory(), PersonFactory()
    old = give(giver, admin)

    roles.hand_over(appointment_id=old.pk, to=taker, on=today, by=admin)

    assert fresh(giver).roles == frozenset()
    assert fresh(taker).roles == {EXAM_OFFICERS}


def test_an_admin_role_is_handed_over(admin, today):
    taker = PersonFactory()
    second = officer(PLATFORM_ADMINS)

    roles.hand_over(appointment_id=second.appointments.get().pk, to=taker, on=today, by=admin)

    assert fresh(taker).roles == {PLATFORM_ADMINS}
    assert fresh(second).roles == frozenset()


def test_a_hand_over_is_refused_to_oneself_to_the_holder_and_outside_its_time(admin, today):
    holder, taker = PersonFactory(), PersonFactory()
    old = give(holder, admin, starts_on=today + 2 * DAY, ends_on=today + 5 * DAY)
    asked = {"appointment_id": old.pk, "on": today + 3 * DAY, "by": admin}

    with pytest.raises(errors.OwnAppointment):
        roles.hand_over(**asked | {"to": admin})
    with pytest.raises(errors.SamePerson):
        roles.hand_over(**asked | {"to": holder})
    with pytest.raises(errors.NotHeldThen):
        roles.hand_over(**asked | {"to": taker, "on": today + 6 * DAY})
    with pytest.raises(errors.DayPassed):
        roles.hand_over(**asked | {"to": taker, "on": today - DAY})
    with pytest.raises(errors.CannotLogIn):
        roles.hand_over(**asked | {"to": PersonFactory(is_active=False)})


def test_a_hand_over_to_one_who_holds_it_already_is_refused(admin, today):
    old, taker = give(PersonFactory(), admin), PersonFactory()
    give(taker, admin)

    with pytest.raises(errors.AlreadyHolds):
        roles.hand_over(appointment_id=old.pk, to=taker, on=today + DAY, by=admin)


def test_groups_follow_the_roles_of_the_day(admin, today):
    person = PersonFactory()
    give(person, admin, group=CATALOGUE_EDITORS, ends_on=today)
    give(person, admin, starts_on=today + DAY)

    with time_machine.travel(timezone.now() + DAY):
        roles.sync_all_groups()

    assert [group.name for group in person.groups.all()] == [EXAM_OFFICERS]


def test_groups_that_are_right_are_left_alone(admin):
    give(PersonFactory(), admin)
    roles.sync_all_groups()

    assert roles.sync_all_groups() == 0


def test_a_role_that_ends_soon_is_told_once(admin, today):
    person, later = PersonFactory(), PersonFactory()
    give(person, admin, ends_on=today + 14 * DAY)
    give(later, admin, ends_on=today + 15 * DAY)

    roles.tell_of_ends()
    roles.tell_of_ends()

    assert told(person) == ["accounts.role_given", "accounts.role_ending"]
    assert told(later) == ["accounts.role_given"]


def test_a_role_that_ended_by_itself_is_told_once(admin, today):
    person = PersonFactory()
    give(person, admin, ends_on=today)

    with time_machine.travel(timezone.now() + DAY):
        roles.tell_of_ends()
        roles.tell_of_ends()

    assert told(person).count("accounts.role_ended") == 1


@pytest.mark.parametrize(
    "typed", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "+62 (0)812 3456 7890"]
)
def test_a_person_is_found_by_their_number_however_typed(typed):
    person = PersonFactory(phone="+6281234567890")

    assert roles.find_person(typed) == person


def test_a_person_is_found_by_exact_mail_only():
    person = PersonFactory(email="ani@contoh.id")

    assert roles.find_person(" Ani@Contoh.id ") == person
    for typed in ("", "ani", "@", "ani@", "%", "abc", "0"):
        assert roles.find_person(typed) is None


def test_a_person_who_left_is_not_found():
    PersonFactory(email="ani@contoh.id", is_active=False)

    assert roles.find_person("ani@contoh.id") is None
