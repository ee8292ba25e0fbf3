"""Telling a person something: the inbox exactly once, the words frozen, the choices respected."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import translation

from stc.jobs.models import Job
from stc.notices import channels, kinds, services
from stc.notices.models import Delivery, Notice
from tests.accounts.factories import PersonFactory
from tests.notices.factories import agree, reader

pytestmark = pytest.mark.django_db

ENDING = {"role": "Petugas ujian", "ends_on": date(2026, 12, 9)}


def tell(person, **changes):
    asked = {"kind": "accounts.role_ending", "key": "accounts.role_ending:7", "context": ENDING}
    return services.send(to=person, **asked | changes)


def test_a_notice_lies_in_the_inbox_unread():
    person = reader()

    notice = tell(person)

    assert list(Notice.objects.visible_to(person).unread()) == [notice]
    assert services.unread(person).count() == 1


def test_the_same_event_is_told_once():
    person = reader()
    first = tell(person)

    second = tell(person, context={"role": "Lain", "ends_on": date(2027, 1, 1)})

    assert second == first
    assert second.texts == first.texts
    assert Notice.objects.count() == 1
    assert Job.objects.filter(name="notices.deliver").count() == 1


def test_two_people_are_told_of_the_same_event():
    tell(reader())
    tell(reader())

    assert Notice.objects.count() == 2


def test_the_words_are_kept_in_both_languages():
    notice = tell(reader())

    assert notice.said_in("id") == {
        "subject": "Peran Anda segera berakhir: Petugas ujian",
        "body": "Peran Anda sebagai Petugas ujian berakhir pada 9 Desember 2026. Jika tugas masih "
        "berlanjut, hubungi admin platform sebelum hari itu.",
        "action": "",
    }
    assert notice.said_in("en")["subject"] == "Your role ends soon: Petugas ujian"
    assert "9 December 2026" in notice.said_in("en")["body"]


def test_a_notice_is_shown_in_the_readers_language():
    notice = tell(reader())

    with translation.override("en"):
        assert notice.said == notice.texts["en"]


def test_a_context_that_lacks_a_word_is_a_mistake():
    with pytest.raises(KeyError, match="needs ends_on"):
        tell(reader(), context={"role": "Petugas ujian"})


def test_a_kind_that_nobody_registered_is_a_mistake():
    with pytest.raises(KeyError):
        tell(reader(), kind="accounts.nothing")


def test_a_name_with_a_line_break_makes_no_second_header_line():
    notice = tell(reader(), context=ENDING | {"role": "Ketua\r\nBcc: semua@contoh.id"})

    assert "\n" not in notice.said_in("id")["subject"]


def test_what_the_caller_rolls_back_was_never_said():
    person = reader()
    with transaction.atomic():
        tell(person)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not Job.objects.exists()


def test_a_delivery_waits_for_each_channel_that_reaches_the_person(postbox):
    notice = tell(reader())

    assert set(notice.deliveries.values_list("channel", "state")) == {
        ("email", "waiting"),
        ("postbox", "waiting"),
    }


def test_who_has_no_address_reads_it_in_the_inbox_alone():
    notice = tell(reader(email=None))

    assert not notice.deliveries.exists()


def test_an_address_that_was_never_confirmed_gets_no_mail():
    person = reader()
    person.emailaddress_set.create(email=person.email.upper(), verified=False, primary=True)

    assert not tell(person).deliveries.exists()


def test_a_confirmed_address_gets_mail():
    person = reader()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)

    assert [d.channel for d in tell(person).deliveries.all()] == ["email"]


def test_a_group_that_was_switched_off_goes_by_the_other_channel_only(postbox):
    person = reader()
    services.choose(person=person, wanted={("roles", "email"): False, ("roles", "postbox"): True})

    assert [d.channel for d in tell(person).deliveries.all()] == ["postbox"]


def test_a_mandatory_kind_ignores_the_choice():
    person = reader()
    services.choose(person=person, wanted={("roles", "email"): False})

    given = {"role": "Petugas ujian", "starts_on": date(2026, 11, 1), "ends_on": None}
    notice = tell(person, kind="accounts.role_given", key="accounts.role_given:7", context=given)

    assert [d.channel for d in notice.deliveries.all()] == ["email"]


def test_a_kind_for_the_inbox_alone_goes_by_no_channel():
    kind = "notices.delivery_parked"

    assert not tell(reader(), kind=kind, context={"number": 3}).deliveries.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_at_once_tell_it_once():
    person = reader()

    def again():
        try:
            tell(person)
        finally:
            connection.close()

    threads = [Thread(target=again) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Notice.objects.count() == 1
    assert Delivery.objects.count() == 1
    assert Job.objects.filter(name="notices.deliver").count() == 1


def test_the_same_kind_group_or_channel_twice_is_a_mistake(postbox):
    with pytest.raises(ValueError, match="registered already"):
        kinds.register("accounts.welcome", label="", group="account")
    with pytest.raises(ValueError, match="registered already"):
        kinds.register_group("account", label="")
    with pytest.raises(ValueError, match="registered already"):
        channels.register(postbox)
    with pytest.raises(ValueError, match="no registered group"):
        kinds.register("accounts.other", label="", group="nowhere")


def word(person, key="accounts.role_ending:7", **context) -> services.Word:
    return services.Word(person, key, ENDING | context)


def test_many_are_told_at_once_what_each_would_be_told_alone(postbox):
    silent, unwilling, one, other = PersonFactory(), reader(), reader(), reader()
    group = kinds.get("accounts.role_ending").group
    services.choose(person=unwilling, wanted={(group, postbox.name): False})
    people = [silent, unwilling, one, other]
    words = [word(person, role=f"Petugas {n}") for n, person in enumerate(people)]

    said = services.send_all(kind="accounts.role_ending", words=words)

    assert [notice.person for notice in said] == people
    assert [f"Petugas {n}" in notice.said["body"] for n, notice in enumerate(said)] == [True] * 4
    sent = [notice.deliveries.filter(channel=postbox.name).count() for notice in said]
    assert sent == [0, 0, 1, 1]
    assert Job.objects.filter(name="notices.deliver").count() == Delivery.objects.count()


def test_who_was_told_before_is_told_nothing_anew(postbox):
    one, two = reader(), reader()
    first = tell(one)

    said = services.send_all(kind="accounts.role_ending", words=[word(one), word(two), word(two)])

    assert said[0] == first
    assert said[1] == said[2] != first
    assert Notice.objects.count() == 2


def test_without_consent_only_the_inbox_tells_what_is_optional(postbox):
    person = PersonFactory()

    assert not tell(person).deliveries.exists()


def test_a_consent_that_was_withdrawn_stops_what_is_optional():
    person = reader()
    agree(person, given=False)

    assert not tell(person).deliveries.exists()


def test_without_consent_a_mandatory_kind_is_still_delivered():
    given = {"role": "Petugas ujian", "starts_on": date(2026, 11, 1), "ends_on": None}
    key = kind = "accounts.role_given"

    notice = tell(PersonFactory(), kind=kind, key=key, context=given)

    assert [d.channel for d in notice.deliveries.all()] == ["email"]
