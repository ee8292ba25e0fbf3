"""Who may what, endpoint by endpoint: a stranger, a peer, the right person."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver

from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from stc.api import scopes, urls
from stc.api.endpoint import CHANGES, Endpoint
from stc.audit import services as audit
from stc.notices.services import send
from tests.accounts.factories import PersonFactory, officer
from tests.api.conftest import key_of, signed_in, with_key
from tests.regions.factories import RegionFactory


def views(patterns=urls.urlpatterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


@pytest.mark.parametrize("view", list(views()), ids=lambda view: view.cls.__name__)
def test_every_endpoint_stands_behind_the_house_s_door(view):
    methods = {method.upper() for method in getattr(view, "actions", None) or ()}
    trade = getattr(view.cls, "scope", None)

    assert issubclass(view.cls, Endpoint)
    assert {scopes.needed(trade, m) for m in methods if m != "HEAD"} <= scopes.LABELS.keys()
    if methods & set(CHANGES):  # If-Match compares with what reading shows
        assert hasattr(view.cls, "retrieve")


class TestMe:
    def test_a_person_reads_themselves_and_nobody_else(self, person):
        PersonFactory()

        told = signed_in(person).get("/api/v1/me/").json()

        assert (told["id"], told["email"], told["roles"]) == (person.pk, person.email, [])

    def test_only_language_and_zone_are_changed(self, person):
        answer = with_key(key_of(person)).patch(
            "/api/v1/me/",
            {"language": "en", "zone": "Asia/Makassar", "full_name": "Lain", "email": "x@y.id"},
            format="json",
        )

        person.refresh_from_db()
        assert answer.status_code == 200
        assert (person.language, person.zone) == ("en", "Asia/Makassar")
        assert person.full_name != "Lain"
        assert person.email != "x@y.id"


class TestRegions:
    def test_are_open_to_a_stranger_in_both_languages(self, stranger):
        region = RegionFactory()

        told = stranger.get(f"/api/v1/regions/{region.code}/").json()

        assert (told["name"], told["name_en"]) == (region.name, region.name_en)

    def test_are_filtered_by_level_and_province(self, stranger):
        city = RegionFactory()
        RegionFactory()
        asked = {"level": city.level, "parent": city.parent.code}

        told = stranger.get("/api/v1/regions/", asked).json()

        assert [row["code"] for row in told["results"]] == [city.code]

    def test_a_wrong_filter_is_told(self, stranger):
        answer = stranger.get("/api/v1/regions/", {"level": "planet", "parent": "abc"})

        assert answer.status_code == 422
        assert [e["field"] for e in answer.json()["errors"]] == ["level", "parent"]

    def test_pages_neither_repeat_nor_skip(self, stranger):
        RegionFactory.create_batch(7)
        first = stranger.get("/api/v1/regions/", {"limit": 3}).json()
        expected = stranger.get("/api/v1/regions/", {"limit": 200}).json()["results"]

        seen, page = list(first["results"]), first
        while page["next"]:
            page = stranger.get(page["next"]).json()
            seen += page["results"]

        assert [r["code"] for r in seen] == [r["code"] for r in expected]

    def test_a_broken_cursor_is_not_found(self, stranger):
        assert stranger.get("/api/v1/regions/?cursor=rusak").status_code == 404

    def test_a_longer_list_takes_no_more_queries(self, stranger, django_assert_max_num_queries):
        RegionFactory.create_batch(20)
        stranger.get("/api/v1/regions/")

        with django_assert_max_num_queries(7):
            stranger.get("/api/v1/regions/")


class TestNotices:
    @pytest.fixture
    def notice(self, person):
        return send(kind="accounts.welcome", to=person, key="uji", context={"name": "Sari"})

    def test_are_closed_to_a_stranger(self, stranger, notice):
        for method, address in (
            ("get", ""),
            ("get", f"{notice.pk}/"),
            ("post", f"{notice.pk}/read/"),
        ):
            assert getattr(stranger, method)(f"/api/v1/notices/{address}").status_code == 401

    def test_are_not_there_for_a_peer(self, notice):
        client = with_key(key_of(PersonFactory()))

        assert client.get("/api/v1/notices/").json()["results"] == []
        assert client.get(f"/api/v1/notices/{notice.pk}/").status_code == 404
        assert client.post(f"/api/v1/notices/{notice.pk}/read/").status_code == 404
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_are_read_in_the_reader_s_language_by_whom_they_were_said_to(self, person, notice):
        client = with_key(key_of(person))

        told = client.get(f"/api/v1/notices/{notice.pk}/").json()
        english = client.get(f"/api/v1/notices/{notice.pk}/?lang=en").json()

        assert told["subject"] == notice.said_in("id")["subject"]
        assert english["body"] == notice.said_in("en")["body"]
        assert told["read_at"] is None

    def test_are_marked_as_read_once(self, person, notice):
        client = with_key(key_of(person))
        first = client.post(f"/api/v1/notices/{notice.pk}/read/").json()

        second = client.post(f"/api/v1/notices/{notice.pk}/read/").json()

        assert first["read_at"] == second["read_at"] is not None
        assert client.get("/api/v1/notices/?unread=true").json()["results"] == []

    def test_a_key_that_only_reads_marks_nothing(self, person, notice):
        client = with_key(key_of(person, "notices:read"))

        assert client.post(f"/api/v1/notices/{notice.pk}/read/").status_code == 403
        notice.refresh_from_db()
        assert notice.read_at is None


class TestTrail:
    @pytest.fixture
    def entry(self, person):
        return audit.record(act="uji.coba", by=person, subject=person, why="uji")

    def test_is_closed_to_a_stranger(self, stranger, entry):
        assert stranger.get("/api/v1/audit/").status_code == 401

    def test_is_closed_to_people_and_to_officers_of_other_trades(self, person, entry, settings):
        settings.DEMO = True  # asks no second factor
        for other in (person, officer(EXAM_OFFICERS)):
            client = with_key(key_of(other))

            assert client.get("/api/v1/audit/").status_code == 403
            assert client.get(f"/api/v1/audit/{entry.pk}/").status_code == 403

    def test_is_read_by_a_platform_admin(self, person, entry, settings):
        settings.DEMO = True
        client = with_key(key_of(officer(PLATFORM_ADMINS)))
        name = f"accounts.user:{person.pk}"

        told = client.get("/api/v1/audit/", {"act": "uji.coba", "actor": name}).json()

        assert [(row["id"], row["subject"]) for row in told["results"]] == [(entry.pk, name)]
        assert client.get("/api/v1/audit/", {"act": "lain"}).json()["results"] == []
        assert client.post("/api/v1/audit/", {}, format="json").status_code == 403


class TestSecondFactor:
    @pytest.fixture
    def admin(self, db):
        return officer(PLATFORM_ADMINS)

    def test_an_officer_without_one_is_refused(self, admin):
        answer = with_key(key_of(admin)).get("/api/v1/me/")

        assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_required")

    def test_an_officer_with_one_goes_on(self, admin):
        Authenticator.objects.create(user=admin, type=Authenticator.Type.TOTP, data={})

        assert with_key(key_of(admin)).get("/api/v1/me/").status_code == 200

    def test_a_demo_asks_nobody(self, admin, settings):
        settings.DEMO = True

        assert with_key(key_of(admin)).get("/api/v1/me/").status_code == 200
