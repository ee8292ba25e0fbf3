"""The inbox and its choices: one's own, read once, never another's."""

import pytest
from django.test import Client
from django.urls import reverse

from stc.accounts.groups import PLATFORM_ADMINS
from stc.notices import channels, kinds, services, unsubscribing
from stc.notices.errors import AlwaysSent
from stc.notices.models import Choice, Notice
from tests.accounts.factories import PersonFactory, officer
from tests.notices.factories import reader

pytestmark = pytest.mark.django_db


def told(person, number=1, **context):
    """The newest of so many welcomes."""
    for n in range(number):
        notice = services.send(
            kind="accounts.welcome",
            to=person,
            key=f"accounts.welcome:{n}",
            context={"name": person.full_name} | context,
        )
    return notice


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_the_inbox_shows_ones_own_notices(client, person):
    mine, other = told(person), told(PersonFactory())

    page = client.get(reverse("notices:inbox"))

    assert list(page.context["page"]) == [mine]
    assert other not in page.context["page"]


def test_an_empty_inbox_says_so(client, person):
    assert "Belum ada pemberitahuan" in client.get(reverse("notices:inbox")).content.decode()


def test_a_long_inbox_has_pages(client, person):
    told(person, 21)

    page = client.get(reverse("notices:inbox"), {"page": "2"})

    assert len(page.context["page"]) == 1


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "1' or 1"])
def test_a_page_that_is_not_there_is_no_fault(client, person, page):
    told(person)

    assert client.get(reverse("notices:inbox"), {"page": page}).status_code == 200


def test_unread_ones_can_be_seen_alone(client, person):
    told(person, 2)
    services.mark_read(notice=Notice.objects.earliest("pk"))

    page = client.get(reverse("notices:inbox"), {"belum": "1"})

    assert [notice.key for notice in page.context["page"]] == ["accounts.welcome:1"]


def test_opening_a_notice_reads_it_once(client, person):
    notice = told(person)
    client.get(reverse("notices:read", args=[notice.pk]))
    first = Notice.objects.get().read_at

    client.get(reverse("notices:read", args=[notice.pk]))

    assert first is not None
    assert Notice.objects.get().read_at == first


def test_a_browser_that_looks_ahead_reads_nothing(client, person):
    notice = told(person)

    client.get(reverse("notices:read", args=[notice.pk]), headers={"Sec-Purpose": "prefetch"})

    assert Notice.objects.get().read_at is None


def test_a_name_with_markup_is_shown_and_not_run(client, person):
    notice = told(person, name="<script>alert(1)</script>")

    page = client.get(reverse("notices:read", args=[notice.pk])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_notice_is_read_in_the_readers_language(client, person):
    notice = told(person)
    client.post(reverse("set_language"), {"language": "en"})

    page = client.get(reverse("notices:read", args=[notice.pk])).content.decode()

    assert "Welcome to STC" in page


@pytest.mark.parametrize("name", ["read", "mark_read"])
def test_anothers_notice_is_not_there(client, person, name):
    other = told(PersonFactory())
    act = client.get if name == "read" else client.post

    assert act(reverse(f"notices:{name}", args=[other.pk])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_a_number_that_no_row_can_have_is_not_there(client, person):
    assert client.get(f"/saya/kotak-masuk/{10**30}/").status_code == 404


def test_a_notice_is_marked_read_from_the_list(client, person):
    notice = told(person)

    for _ in range(2):
        answer = client.post(reverse("notices:mark_read", args=[notice.pk]))

    assert answer.url == reverse("notices:inbox")
    assert services.unread(person).count() == 0


def test_all_are_marked_read_but_not_what_came_since(client, person):
    newest = told(person, 3).pk
    other = told(PersonFactory())
    services.send(kind="accounts.welcome", to=person, key="since", context={"name": "x"})

    client.post(reverse("notices:mark_all_read"), {"sampai": newest})

    assert [n.key for n in Notice.objects.visible_to(person).unread()] == ["since"]
    assert Notice.objects.get(pk=other.pk).read_at is None


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40, "٣"])
def test_a_made_up_newest_is_no_fault(client, person, newest):
    told(person)

    assert client.post(reverse("notices:mark_all_read"), {"sampai": newest}).status_code == 302


def test_what_waits_stands_in_the_menu(client, person):
    told(person, 3)

    page = client.get(reverse("notices:inbox"))

    entry = next(e for e in page.context["navigation"].person if e.url_name == "notices:inbox")
    assert page.context["navigation"].count(entry) == 3


def test_the_inbox_asks_as_little_for_many_as_for_one(
    client, person, django_assert_max_num_queries
):
    told(person, 20)

    with django_assert_max_num_queries(8):
        client.get(reverse("notices:inbox"))


def test_a_choice_is_kept_and_shown_again(client, person):
    client.post(reverse("notices:choices"), {"roles:email": ""})

    page = client.get(reverse("notices:choices"))

    assert Choice.objects.get(person=person, group="roles", channel="email").wanted is False
    assert page.context["form"]["roles:email"].value() is False
    assert "Selalu dikirim:" in page.content.decode()


def test_saving_choices_twice_keeps_one_row_each(client, person):
    for _ in range(2):
        client.post(reverse("notices:choices"), {"account:email": "on"})

    kept = Choice.objects.filter(group="account", channel="email")
    assert [choice.wanted for choice in kept] == [True]


@pytest.fixture
def duty():
    """A group of which nothing may be switched off, for one test."""
    kinds.register_group("duty", label="Tugas")
    kinds.register("test.duty", label="Tugas", group="duty", mandatory=True)
    yield "duty"
    del kinds._groups["duty"], kinds._kinds["test.duty"]


def test_a_group_that_is_mandatory_as_a_whole_cannot_be_switched_off(client, person, duty):
    with pytest.raises(AlwaysSent, match="Tugas selalu dikirim"):
        services.choose(person=person, wanted={(duty, "email"): False})

    assert "duty:email" not in client.get(reverse("notices:choices")).context["form"].fields


def test_an_address_that_would_stop_a_duty_is_not_there(client, person, duty):
    path = unsubscribing.url(person, duty, "email").removeprefix("http://localhost:8000")

    assert client.post(path).status_code == 404


def test_the_page_says_what_consent_is_missing(client, person):
    assert "belum menyetujui" in client.get(reverse("notices:choices")).content.decode()
    client.force_login(reader())
    assert "belum menyetujui" not in client.get(reverse("notices:choices")).content.decode()


def test_nobody_is_asked_about_notices_that_they_will_never_get(client, person):
    assert "operations:email" not in client.get(reverse("notices:choices")).context["form"].fields
    client.force_login(officer(PLATFORM_ADMINS))
    assert "operations:email" in client.get(reverse("notices:choices")).context["form"].fields


@pytest.fixture
def stop():
    """The address in a mail that stops the roles' group for a person."""
    person = PersonFactory()
    return person, unsubscribing.url(person, "roles", "email").removeprefix("http://localhost:8000")


def test_a_mails_own_button_stops_its_group_without_a_log_in(client, stop):
    person, path = stop

    for _ in range(2):
        answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert services.choices_of(person) == {("roles", "email"): False}


def test_to_open_that_address_changes_nothing(client, stop):
    person, path = stop

    answer = client.get(path)

    assert "Ya, hentikan" in answer.content.decode()
    assert person.full_name not in answer.content.decode()
    assert services.choices_of(person) == {}


def test_an_address_that_we_did_not_sign_is_not_there(client, stop):
    _person, path = stop

    assert client.post(path[:-2] + "x/").status_code == 404
    assert not Choice.objects.exists()


def test_the_post_needs_no_token_of_ours(stop):
    _person, path = stop

    assert Client(enforce_csrf_checks=True).post(path).status_code == 200


def test_channels_are_named_for_people():
    assert [str(channel.label) for channel in channels.known()] == ["Surel"]
