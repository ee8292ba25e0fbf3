"""The pages of roles, the editor that closes by itself, the command, the page of rights."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from stc.accounts.groups import CATALOGUE_EDITORS, EXAM_OFFICERS, LABELS, PLATFORM_ADMINS
from stc.accounts.models import Appointment, User
from stc.accounts.services import roles
from stc.accounts.services.groups import load_groups
from stc.jobs import executor
from stc.jobs import services as jobs
from tests.accounts.factories import PersonFactory, appoint, officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def boss(client):
    """A platform admin, signed in."""
    boss = officer(PLATFORM_ADMINS, full_name="Bambang Hartono")
    client.force_login(boss)
    return boss


@pytest.fixture
def held():
    return appoint(PersonFactory(full_name="Ratna"), EXAM_OFFICERS)


def paths(appointment) -> list[str]:
    return [
        reverse("accounts:roles"),
        reverse("accounts:appoint"),
        *(
            reverse(f"accounts:role_{act}", args=[appointment.pk])
            for act in ("end", "withdraw", "hand_over")
        ),
    ]


@pytest.mark.parametrize("at", range(5))
def test_no_page_of_roles_opens_to_another_officer(client, held, at):
    client.force_login(officer(CATALOGUE_EDITORS))

    assert client.get(paths(held)[at]).status_code in (403, 404)
    assert client.post(paths(held)[at], {"why": "x"}).status_code in (403, 404, 405)
    assert Appointment.objects.get(pk=held.pk).withdrawn_at is None


def test_a_holder_cannot_act_on_their_own_role(client, held):
    client.force_login(held.person)

    for path in paths(held)[2:]:
        assert client.post(path, {"why": "x"}).status_code == 403


@pytest.mark.parametrize("at", range(5))
def test_a_platform_admin_opens_each(client, boss, held, at):
    assert client.get(paths(held)[at]).status_code == 200


def test_the_list_shows_who_holds_what_and_the_history_what_ended(client, boss, held):
    roles.withdraw(appointment_id=held.pk, by=boss, why="x")

    now = client.get(reverse("accounts:roles")).context["page"]
    then = client.get(reverse("accounts:roles"), {"riwayat": "1"}).context["page"]

    assert [a.person for a in now] == [boss]
    assert list(then) == [held]


def test_the_list_asks_as_little_for_many(client, boss, django_assert_max_num_queries):
    for _ in range(20):
        officer(EXAM_OFFICERS)

    with django_assert_max_num_queries(10):
        client.get(reverse("accounts:roles"))


def test_a_role_is_given_in_two_steps(client, boss):
    person = PersonFactory(email="ani@contoh.id", full_name="Ani")
    found = client.post(reverse("accounts:appoint"), {"step": "find", "person": "ANI@contoh.id"})
    assert "Ani" in found.content.decode()

    start = timezone.localdate().isoformat()
    answer = client.post(
        reverse("accounts:appoint"),
        {"step": "appoint", "person": "ANI@contoh.id", "group": EXAM_OFFICERS, "starts_on": start},
    )

    assert answer.url == reverse("accounts:roles")
    assert User.objects.get(pk=person.pk).roles == {EXAM_OFFICERS}


def test_a_person_who_is_not_there_is_said_and_nothing_typed_is_lost(client, boss):
    answer = client.post(reverse("accounts:appoint"), {"step": "find", "person": "x@contoh.id"})

    assert answer.status_code == 422
    assert "Tidak ada orang yang aktif" in answer.content.decode()
    assert 'value="x@contoh.id"' in answer.content.decode()


def test_what_the_rules_refuse_is_said_on_the_form(client, boss):
    yesterday = (timezone.localdate() - DAY).isoformat()
    answer = client.post(
        reverse("accounts:appoint"),
        {"person": PersonFactory().email, "group": EXAM_OFFICERS, "starts_on": yesterday},
    )

    assert answer.status_code == 422
    assert "Hari itu sudah lewat" in answer.content.decode()


@pytest.mark.parametrize(
    "posted", [{}, {"group": "no-such-role"}, {"starts_on": "31-31-31"}, {"person": "\x00"}]
)
def test_bad_input_is_never_a_fault(client, boss, posted):
    whole = {"person": PersonFactory().email, "group": EXAM_OFFICERS} | posted

    assert client.post(reverse("accounts:appoint"), whole).status_code == 422


def test_a_role_is_ended_withdrawn_and_handed_over_by_its_pages(client, boss):
    ended, withdrawn, handed = (appoint(PersonFactory(), EXAM_OFFICERS) for _ in range(3))
    day = (timezone.localdate() + 3 * DAY).isoformat()
    taker = PersonFactory()

    client.post(reverse("accounts:role_end", args=[ended.pk]), {"on": day, "why": "x"})
    client.post(reverse("accounts:role_withdraw", args=[withdrawn.pk]), {"why": "x"})
    client.post(
        reverse("accounts:role_hand_over", args=[handed.pk]), {"on": day, "to": taker.email}
    )

    assert Appointment.objects.get(pk=ended.pk).ends_on.isoformat() == day
    assert Appointment.objects.get(pk=withdrawn.pk).withdrawn_at is not None
    assert taker.appointments.get().starts_on.isoformat() == day


def test_the_menu_shows_roles_to_platform_admins_only(client, boss):
    def entries():
        menu = client.get(reverse("home:mine")).context["navigation"]
        return [entry.url_name for entry in menu.officer]

    assert "accounts:roles" in entries()
    client.force_login(PersonFactory())
    assert "accounts:roles" not in entries()


@pytest.fixture
def groups():
    load_groups()


@pytest.mark.parametrize("role", [CATALOGUE_EDITORS, PLATFORM_ADMINS])
def test_the_editor_opens_to_who_edits(client, groups, role):
    client.force_login(officer(role))

    assert client.get("/cms/").status_code == 200


def test_the_editor_is_shut_to_everyone_else(client, groups):
    client.force_login(officer(EXAM_OFFICERS))
    assert client.get("/cms/").status_code == 403
    client.force_login(PersonFactory())
    assert client.get("/cms/").status_code == 403


def test_the_editor_closes_by_itself_when_the_role_ends(client, groups):
    person = PersonFactory()
    appoint(person, CATALOGUE_EDITORS, ends_on=timezone.localdate() + 2 * DAY)
    client.force_login(person)
    assert client.get("/cms/").status_code == 200

    with time_machine.travel(timezone.now() + 3 * DAY):
        assert client.get("/cms/").status_code == 403
        assert not User.objects.get(pk=person.pk).roles
        assert not person.groups.exists()


def test_groups_follow_by_the_hour_where_nobody_comes(groups):
    person = PersonFactory()
    appoint(person, CATALOGUE_EDITORS, ends_on=timezone.localdate())
    roles.sync_groups(person)

    with time_machine.travel(timezone.now() + DAY):
        executor.run(jobs.enqueue("accounts.watch_roles").pk)

    assert not person.groups.exists()


def test_loading_the_groups_again_changes_nothing_and_takes_back_what_was_added(groups):
    editors = Group.objects.get(name=CATALOGUE_EDITORS)
    before = set(editors.permissions.values_list("pk", flat=True))
    pages = GroupPagePermission.objects.filter(group=editors).count()
    editors.permissions.add(*Group.objects.get(name=PLATFORM_ADMINS).permissions.all())

    load_groups()

    assert set(editors.permissions.values_list("pk", flat=True)) == before
    assert GroupPagePermission.objects.filter(group=editors).count() == pages == 5
    assert not Group.objects.get(name=EXAM_OFFICERS).permissions.exists()
    assert set(LABELS) <= set(Group.objects.values_list("name", flat=True))


def test_the_first_admin_is_made_at_the_machine(capsys):
    person = PersonFactory(email="ani@contoh.id")

    call_command("appoint", "ani@contoh.id", PLATFORM_ADMINS)

    assert User.objects.get(pk=person.pk).roles == {PLATFORM_ADMINS}


def test_the_machine_appoints_nobody_who_is_not_there():
    with pytest.raises(CommandError, match="nobody here"):
        call_command("appoint", "x@contoh.id", PLATFORM_ADMINS)


def test_the_page_of_rights_says_what_the_code_does():
    call_command("rights", check=True)


def test_a_page_of_rights_that_lags_behind_is_found(settings, tmp_path):
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="rights"):
        call_command("rights", check=True)
    call_command("rights")
    call_command("rights", check=True)
