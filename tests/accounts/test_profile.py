from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stc.accounts.errors import NikRefused, ProfileChangedElsewhere
from stc.accounts.models import User
from stc.accounts.services.profile import update_profile
from stc.audit.models import AuditEntry
from tests.accounts.factories import PersonFactory
from tests.accounts.niks import BORN, city_of_numbers, number

URL = "/saya/profil/"


@pytest.fixture
def city(person):
    return city_of_numbers()


@pytest.fixture
def typed(person, city):
    """What a person types into the form, and finds there."""
    return {
        "full_name": "Slamet",
        "birth_date": "1995-03-02",
        "nik": number(),
        "region": str(city.pk),
        "zone": "",
        "language": "id",
        "version": str(person.profile_version),
    }


def said(person, **changes):
    """What the service is told, by default what it knows already."""
    told = {
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "region": person.region,
        "zone": person.zone,
        "language": person.language,
    }
    return {"person_id": person.pk, "by": person, "version": person.profile_version, **told} | (
        changes
    )


def test_a_saved_profile_is_what_was_typed(client, person, city, typed):
    client.force_login(person)

    response = client.post(URL, typed)

    person.refresh_from_db()
    assert response.url == URL
    assert (person.full_name, person.birth_date, person.region) == ("Slamet", BORN, city)
    assert person.identity.nik_last_four == "0001"


def test_a_name_of_one_word_is_a_name(person):
    update_profile(**said(person, full_name="Suharto"))

    assert User.objects.get(pk=person.pk).full_name == "Suharto"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  I   Gusti Ngurah ", "I Gusti Ngurah"), ("Nur'aini, S.H.", "Nur'aini, S.H.")],
)
def test_a_name_is_kept_as_on_the_card(client, person, typed, name, kept):
    client.force_login(person)

    client.post(URL, typed | {"full_name": name})

    assert User.objects.get(pk=person.pk).full_name == kept


@pytest.mark.parametrize("name", ["", "   ", "12345", "Sla\u200bmet", "Slamet\u202e"])
def test_what_is_no_name_is_refused(client, person, typed, name):
    client.force_login(person)

    response = client.post(URL, typed | {"full_name": name})

    assert (response.status_code, User.objects.get(pk=person.pk).profile_version) == (422, 1)


def test_all_that_was_typed_is_still_there_after_an_error(client, person, city, typed):
    client.force_login(person)
    wrong = typed | {"full_name": "Slamet Riyadi", "nik": "1234", "zone": "Asia/Jayapura"}

    page = client.post(URL, wrong)

    form = page.context["form"]
    assert page.status_code == 422
    assert {name: str(form[name].value()) for name in wrong} == wrong
    assert 'href="#id_nik"' in page.text


def test_a_wrong_number_is_told_in_words_and_place(client, person, typed):
    client.force_login(person)

    page = client.post(URL, typed | {"nik": "9971010203950001", "birth_date": "1995-03-04"})

    assert page.context["form"].errors["nik"] == [
        "Angka ke-1 dan 2 (99) bukan kode provinsi.",
        "Angka ke-7 sampai 12 (020395) tidak cocok dengan tanggal lahir 4 Maret 1995. "
        "Periksa keduanya di KTP.",
    ]


def test_a_number_of_a_region_that_is_no_more_is_kept_once_its_holder_says_so(
    client, person, typed
):
    client.force_login(person)
    of_former_region = typed | {"nik": number().replace("9871", "9811", 1)}

    doubted = client.post(URL, of_former_region)
    client.post(URL, of_former_region | {"of_former_region": "on"})

    assert 'name="of_former_region"' in doubted.text
    assert User.objects.get(pk=person.pk).identity.nik_last_four == "0001"


def test_the_box_for_former_regions_is_shown_to_nobody_else(client, person, typed):
    client.force_login(person)

    pages = client.get(URL).text + client.post(URL, typed | {"nik": "1"}).text

    assert "of_former_region" not in pages


def test_a_birth_date_may_not_leave_the_stored_number_behind(client, person, typed):
    client.force_login(person)
    client.post(URL, typed)
    person.refresh_from_db()

    page = client.post(
        URL, typed | {"nik": "", "birth_date": "1995-03-05", "version": person.profile_version}
    )

    assert list(page.context["form"].errors) == ["birth_date"]
    with pytest.raises(NikRefused):
        update_profile(**said(person, birth_date=date(1995, 3, 5)))


@pytest.mark.parametrize("days_ahead", [1, 400])
def test_nobody_was_born_in_the_future(client, person, typed, days_ahead):
    client.force_login(person)
    tomorrow = timezone.localdate() + timedelta(days=days_ahead)

    page = client.post(URL, typed | {"nik": "", "birth_date": f"{tomorrow:%Y-%m-%d}"})

    assert list(page.context["form"].errors) == ["birth_date"]


def test_the_zone_follows_the_region_until_one_is_chosen(person, city):
    city.timezone = "Asia/Jayapura"
    city.save()

    follows = update_profile(**said(person, region=city, zone=""))
    chosen = update_profile(**said(follows, zone="Asia/Makassar"))

    assert (follows.zone, chosen.zone) == ("Asia/Jayapura", "Asia/Makassar")


def test_the_page_speaks_the_language_that_was_chosen_at_once(client, person, typed):
    client.force_login(person)

    page = client.post(URL, typed | {"language": "en"}, follow=True)

    assert page.headers["Content-Language"] == "en"


def test_the_same_form_sent_twice_is_one_change(client, person, typed):
    client.force_login(person)

    first, second = client.post(URL, typed), client.post(URL, typed)

    person.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 302)
    assert person.profile_version == 2
    assert AuditEntry.objects.filter(act="accounts.set_nik").count() == 1


def test_a_form_that_is_older_than_the_profile_is_not_saved_over_it(client, person, typed):
    client.force_login(person)
    client.post(URL, typed)

    page = client.post(URL, typed | {"full_name": "Slamet Riyadi"})
    form = page.context["form"]
    again = client.post(
        URL, typed | {"full_name": "Slamet Riyadi", "version": form["version"].value()}
    )

    assert (page.status_code, form["full_name"].value()) == (422, "Slamet Riyadi")
    assert again.status_code == 302
    assert User.objects.get(pk=person.pk).full_name == "Slamet Riyadi"


def test_the_service_refuses_an_older_form(person):
    update_profile(**said(person, full_name="Slamet Riyadi"))

    with pytest.raises(ProfileChangedElsewhere):
        update_profile(**said(person, full_name="Slamet Raharjo"))


def test_the_trail_keeps_names_but_of_other_fields_only_that_they_changed(person, city):
    update_profile(**said(person, full_name="Slamet Riyadi", birth_date=BORN, region=city))

    changes = AuditEntry.objects.filter(act="accounts.change_profile").order_by("pk")
    assert list(changes.values_list("was", "became")) == [
        ("Slamet", "Slamet Riyadi"),
        ("", "birth_date"),
        ("", "region"),
    ]


@pytest.mark.parametrize("name", ["accounts:profile", "accounts:photo"])
def test_nobody_sees_another_persons_profile(client, person, name):
    client.force_login(PersonFactory(full_name="Orang Lain"))

    page = client.get(reverse(name))

    assert "Slamet" not in page.text


def test_nothing_that_is_typed_makes_the_page_fall(client, person, typed):
    client.force_login(person)

    answers = [
        client.post(URL, typed | {name: value}).status_code
        for name in typed
        for value in ("", "x" * 5000, "\x00", "-1", "99999999999999999999", "<script>")
    ]

    assert set(answers) <= {302, 422}


def test_the_profile_page_asks_few_questions_of_the_database(
    client, person, city, typed, django_assert_max_num_queries
):
    client.force_login(person)
    client.post(URL, typed)

    with django_assert_max_num_queries(8):
        client.get(URL)
