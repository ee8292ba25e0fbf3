"""The identity number at rest and in sight: sealed, hashed, masked; each look is in the trail."""

import logging

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.core.management import call_command

from stc.accounts import ciphers
from stc.accounts.errors import NikRefused, NoNik, ReasonNeeded
from stc.accounts.models import Identity, SameNik
from stc.accounts.services import identity
from stc.audit.models import AuditEntry
from stc.jobs import worker
from tests.accounts.factories import PersonFactory
from tests.accounts.niks import BORN, city_of_numbers, number

pytestmark = pytest.mark.django_db
URL = "/saya/profil/nik/"


@pytest.fixture
def city(db):
    return city_of_numbers()


@pytest.fixture
def holder(reference, city):
    """A person whose number is stored."""
    person = PersonFactory(full_name="Slamet", birth_date=BORN)
    identity.set_nik(person=person, by=person, number=number(), birth_date=BORN)
    return person


def _all_that_is_stored() -> str:
    """Every value of every row of every table."""
    rows = (row for model in apps.get_models() for row in model._base_manager.values_list())
    return "\n".join(str(value) for row in rows for value in row)


def test_the_number_is_nowhere_in_the_database(holder):
    assert number() not in _all_that_is_stored()


def test_only_the_last_four_digits_are_shown(holder):
    shown = f"{holder.identity} {holder.identity!r} {holder!r}"

    assert number()[:12] not in shown
    assert str(holder.identity) == "•••• •••• •••• 0001"


def test_the_profile_page_shows_the_last_four_digits_only(client, holder):
    client.force_login(holder)

    page = client.get("/saya/profil/").text

    assert ("•••• 0001" in page, number() in page) == (True, False)


def test_its_holder_sees_it_whole_and_the_trail_says_so(client, holder):
    client.force_login(holder)

    page = client.post(URL)

    entry = AuditEntry.objects.get(act="accounts.see_nik")
    assert "9871 0102 0395 0001" in page.text
    assert page.headers["Cache-Control"].count("no-store") == 1
    assert (entry.actor, entry.became) == (f"accounts.user:{holder.pk}", "•••• •••• •••• 0001")


def test_a_look_cannot_be_a_link(client, holder):
    client.force_login(holder)

    assert client.get(URL).status_code == 405


def test_whoever_has_none_is_sent_back(client, person):
    client.force_login(person)

    assert client.post(URL).url == "/saya/profil/"
    with pytest.raises(NoNik):
        identity.see_nik(person_id=person.pk, by=person)


def test_an_officer_sees_it_with_a_reason_which_the_trail_keeps(
    client, holder, certification_officer
):
    client.force_login(certification_officer)

    page = client.post(f"/operasi/orang/{holder.pk}/nik/", {"why": "Cocokkan dengan KTP"})

    entry = AuditEntry.objects.get(act="accounts.see_nik")
    assert "9871 0102 0395 0001" in page.text
    assert (entry.actor_label, entry.why) == ("Ratna Kusumawardani", "Cocokkan dengan KTP")


def test_an_officer_without_a_reason_sees_nothing(client, holder, certification_officer):
    client.force_login(certification_officer)

    page = client.post(f"/operasi/orang/{holder.pk}/nik/", {"why": "  "})

    assert (page.status_code, "0395" in page.text) == (422, False)
    with pytest.raises(ReasonNeeded):
        identity.see_nik(person_id=holder.pk, by=certification_officer, why=" ")
    assert not AuditEntry.objects.filter(act="accounts.see_nik").exists()


def test_a_peer_may_not_look_and_does_not_learn_who_is_there(client, holder, person):
    client.force_login(person)

    answers = [
        client.post(f"/operasi/orang/{pk}/nik/", {"why": "Ingin tahu"}).status_code
        for pk in (holder.pk, 999_999)
    ]

    assert answers == [403, 403]


def test_the_number_is_in_no_log_line(client, holder, caplog):
    client.force_login(holder)
    with caplog.at_level(logging.DEBUG):
        client.post(URL)
        client.post("/saya/profil/", {"nik": number(2), "full_name": "Slamet"})

    # The test client's own signals aside, nothing may hold what was typed.
    assert [r.getMessage() for r in caplog.records if number()[:12] in r.getMessage()] == []


def test_a_wrong_number_is_not_kept(holder):
    with pytest.raises(NikRefused):
        identity.set_nik(person=holder, by=holder, number=number(0), birth_date=BORN)

    assert Identity.objects.get(person=holder).nik_last_four == "0001"


def test_another_number_replaces_the_first_and_the_trail_says_so(holder):
    identity.set_nik(person=holder, by=holder, number=number(2), birth_date=BORN)

    entry = AuditEntry.objects.filter(act="accounts.set_nik").latest("pk")
    assert (entry.was, entry.became) == ("•••• •••• •••• 0001", "•••• •••• •••• 0002")


def _save_the_same_number(client, person):
    client.force_login(person)
    typed = {
        "full_name": person.full_name,
        "birth_date": "1995-03-02",
        "nik": number(),
        "language": "id",
        "version": person.profile_version,
    }
    return client.post("/saya/profil/", typed, follow=True)


def test_a_person_does_not_learn_that_another_record_holds_the_number(client, holder, person):
    page = _save_the_same_number(client, person)

    assert [str(message) for message in page.context["messages"]] == ["Profil Anda disimpan."]
    assert "Slamet" in page.text


def test_officers_are_shown_two_records_with_one_number(client, holder, person, admin):
    _save_the_same_number(client, person)
    while worker.run_next():
        pass

    pair = SameNik.objects.get()
    client.force_login(admin)
    page = client.get("/operasi/nik-sama/")
    assert {pair.first_id, pair.second_id} == {holder.pk, person.pk}
    assert "•••• 0001" in page.text


def test_looking_again_finds_the_same_pair(holder, person):
    other = identity.set_nik(person=person, by=person, number=number(), birth_date=BORN)

    for one in (holder.identity, other, other):
        identity.look_for_same_nik(identity_id=one.pk)

    assert SameNik.objects.count() == 1


def test_a_pair_that_was_explained_leaves_the_list(client, holder, person, admin):
    other = identity.set_nik(person=person, by=person, number=number(), birth_date=BORN)
    identity.look_for_same_nik(identity_id=other.pk)
    pair = SameNik.objects.get()
    client.force_login(admin)

    refused = client.post(f"/operasi/nik-sama/{pair.pk}/", {"why": ""})
    client.post(f"/operasi/nik-sama/{pair.pk}/", {"why": "Salah ketik"})
    client.post(f"/operasi/nik-sama/{pair.pk}/", {"why": "Sekali lagi"})

    pair.refresh_from_db()
    assert refused.status_code == 422
    assert (pair.settled_by, pair.why) == (admin, "Salah ketik")
    assert not SameNik.objects.unsettled().exists()


def test_a_peer_sees_no_pairs(client, person):
    client.force_login(person)

    answers = [client.get("/operasi/nik-sama/"), client.post("/operasi/nik-sama/1/", {"why": "x"})]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_number_stays_readable_when_a_new_key_comes(holder, settings):
    settings.PERSONAL_DATA_KEYS = [Fernet.generate_key().decode(), *settings.PERSONAL_DATA_KEYS]

    assert identity.see_nik(person_id=holder.pk, by=holder) == number()


def test_an_old_key_can_go_once_all_is_sealed_anew(holder, settings):
    new = Fernet.generate_key().decode()
    settings.PERSONAL_DATA_KEYS = [new, *settings.PERSONAL_DATA_KEYS]

    call_command("reseal_personal_data")
    settings.PERSONAL_DATA_KEYS = [new]

    assert identity.see_nik(person_id=holder.pk, by=holder) == number()


def test_a_new_hash_key_still_finds_the_same_number(holder, person, settings):
    settings.NIK_HASH_KEY = "another key, of at least thirty-two characters"
    call_command("reseal_personal_data")

    other = identity.set_nik(person=person, by=person, number=number(), birth_date=BORN)
    identity.look_for_same_nik(identity_id=other.pk)

    assert SameNik.objects.count() == 1


def test_a_changed_or_foreign_seal_is_not_opened():
    token = ciphers.seal("123")

    with pytest.raises(InvalidToken):
        ciphers.unseal(token[:-2] + "xx")
    with pytest.raises(InvalidToken):
        ciphers.unseal(Fernet(Fernet.generate_key()).encrypt(b"123").decode())


def test_the_hash_is_keyed(settings):
    before = ciphers.digest("123")

    settings.NIK_HASH_KEY = "another key, of at least thirty-two characters"

    assert ciphers.digest("123") != before
