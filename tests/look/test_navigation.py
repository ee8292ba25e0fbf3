import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from stc.look import navigation
from stc.look.navigation import Entry, Menu


@pytest.fixture
def entries(monkeypatch) -> list[Entry]:
    """The register, empty for one test."""
    empty: list[Entry] = []
    monkeypatch.setattr(navigation, "_entries", empty)
    return empty


def menu() -> Menu:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return Menu(request)


def entry(area=navigation.OFFICER, url_name="set_theme", **more) -> Entry:
    return Entry(area=area, label=url_name, url_name=url_name, icon="inbox", **more)


def test_entries_stand_in_their_order_and_their_area(entries):
    navigation.register(entry(url_name="set_theme", order=20))
    navigation.register(entry(url_name="set_language", order=10))
    navigation.register(entry(area=navigation.PERSON))

    assert [e.url for e in menu().officer] == ["/bahasa/", "/tampilan/"]


def test_an_entry_is_hidden_from_whom_it_is_not_for(entries):
    navigation.register(entry(visible_to=lambda user: user.is_authenticated))

    assert menu().officer == []


def test_the_same_address_twice_is_a_mistake(entries):
    navigation.register(entry())

    with pytest.raises(ValueError, match="set_theme stands in officer already"):
        navigation.register(entry())


def test_what_waits_is_counted_once_a_request(entries):
    asked = []
    navigation.register(entry(waiting=lambda user: asked.append(user) or 3))
    shown = menu()

    counts = [shown.count(e) for e in shown.officer * 2]

    assert (counts, len(asked)) == ([3, 3], 1)
    assert [n for _, n in shown.waiting] == [3]


def test_rows_that_wait_are_counted_by_one_query(entries, db, django_assert_num_queries):
    kinds = ContentType.objects
    navigation.register(entry(waiting=lambda user: kinds.filter(app_label="accounts")))
    navigation.register(entry(url_name="set_language", waiting=lambda user: kinds.none()))
    navigation.register(entry(url_name="home:mine", waiting=lambda user: kinds.order_by("model")))
    navigation.register(entry(url_name="home:help", waiting=lambda user: 2))
    shown = menu()

    with django_assert_num_queries(1):
        counts = [shown.count(e) for e in shown.officer]

    assert counts == [kinds.filter(app_label="accounts").count(), 0, kinds.count(), 2]


def test_nothing_waiting_is_not_listed(entries):
    navigation.register(entry(waiting=lambda user: 0))
    navigation.register(entry(url_name="set_language"))

    assert menu().waiting == []


def test_the_bar_has_four_places_and_counts_what_waits_beyond(entries):
    names = ["set_theme", "set_language", "account_login", "account_logout", "home:mine"]
    for order, url_name in enumerate([*names, "home:help"]):
        number = {"waiting": lambda user: 2}
        navigation.register(entry(navigation.PERSON, url_name, order=order, **number))

    assert [e.url_name for e in menu().bar] == names[:4]
    assert menu().beyond_bar == 4


def test_a_page_lies_beyond_the_bar_where_none_of_its_entries_leads(entries):
    for order, url_name in enumerate(["set_theme", "set_language"]):
        navigation.register(entry(navigation.PERSON, url_name, order=order))
    there, elsewhere = menu(), menu()
    there.request.path, elsewhere.request.path = "/bahasa/", "/saya/"

    assert (there.is_beyond_bar, elsewhere.is_beyond_bar) == (False, True)
