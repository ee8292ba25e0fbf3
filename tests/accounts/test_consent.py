from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.accounts.errors import TextChanged
from stc.accounts.models import Consent, ConsentText
from stc.accounts.reference import load_reference
from stc.accounts.services.consent import answer, has_consent, standings
from stc.audit.models import AuditEntry
from tests.accounts.factories import PersonFactory

URL = "/saya/persetujuan/"


@pytest.fixture
def text(reference):
    return ConsentText.objects.get(purpose__code="photo")


@pytest.fixture
def newer(text):
    return ConsentText.objects.create(
        purpose=text.purpose, valid_from=timezone.localdate(), body="Baru", body_en="New"
    )


def give(person, text):
    return answer(person_id=person.pk, purpose="photo", text_id=text.pk, given=True)


def withdraw(person, text):
    return answer(person_id=person.pk, purpose="photo", text_id=text.pk, given=False)


def test_nobody_has_agreed_before_they_say_so(person):
    assert not has_consent(person, "photo")


def test_consent_is_given_and_taken_back(person, text):
    given = give(person, text)
    while_given = has_consent(person, "photo")
    withdraw(person, text)

    assert (while_given, has_consent(person, "photo")) == (True, False)
    assert (given.text, given.language) == (text, "id")


def test_consent_to_one_purpose_is_no_consent_to_another(person, text):
    give(person, text)

    assert not has_consent(person, "training")


def test_consent_of_one_is_no_consent_of_another(person, text):
    give(person, text)

    assert not has_consent(PersonFactory(), "photo")


def test_saying_it_again_writes_nothing(person, text):
    give(person, text)
    give(person, text)
    withdraw(person, text)
    withdraw(person, text)

    assert Consent.objects.count() == 2
    acts = AuditEntry.objects.filter(act__contains="consent").order_by("pk")
    assert [entry.act for entry in acts] == ["accounts.give_consent", "accounts.withdraw_consent"]


def test_withdrawing_what_was_never_given_writes_nothing(person, text):
    assert (withdraw(person, text), Consent.objects.count()) == (None, 0)


def test_the_language_that_was_read_is_kept(person, text):
    with translation.override("en"):
        assert give(person, text).language == "en"


def test_nobody_agrees_to_a_text_that_they_did_not_see(person, text, newer):
    with pytest.raises(TextChanged):
        give(person, text)


def test_consent_to_an_older_text_stands_and_may_be_renewed(person, text):
    give(person, text)
    newer = ConsentText.objects.create(
        purpose=text.purpose, valid_from=timezone.localdate(), body="Baru", body_en="New"
    )
    before = next(s for s in standings(person) if s.text == newer)
    give(person, newer)
    after = next(s for s in standings(person) if s.text == newer)

    assert (before.given, before.to_another_text) == (True, True)
    assert (after.given, after.to_another_text) == (True, False)


def test_a_withdrawal_names_the_text_that_was_agreed_to(person, text):
    give(person, text)
    ConsentText.objects.create(
        purpose=text.purpose, valid_from=timezone.localdate(), body="Baru", body_en="New"
    )

    assert withdraw(person, text).text == text


def test_a_text_for_tomorrow_does_not_hold_yet(person, text):
    ConsentText.objects.create(
        purpose=text.purpose,
        valid_from=timezone.localdate() + timedelta(days=1),
        body="Besok",
        body_en="Tomorrow",
    )

    assert text in [standing.text for standing in standings(person)]


def test_what_was_said_cannot_be_changed(person, text):
    consent = give(person, text)

    for act in (
        lambda: Consent.objects.filter(pk=consent.pk).update(given=False),
        consent.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_text_is_frozen_once_someone_agreed(person, text):
    text.clean()
    give(person, text)

    with pytest.raises(ValidationError):
        text.clean()


def test_loading_the_texts_twice_changes_nothing(text):
    text.body = "Suntingan petugas"
    text.save()

    load_reference()

    assert ConsentText.objects.get(pk=text.pk).body == "Suntingan petugas"
    assert ConsentText.objects.count() == 5


def test_the_texts_are_there_in_both_languages(reference):
    assert all(text.body and text.body_en for text in ConsentText.objects.all())


@settings(max_examples=25, deadline=None)
@given(words=st.lists(st.booleans(), max_size=6))
@pytest.mark.django_db
def test_the_last_word_counts(words):
    load_reference()
    person, text = PersonFactory(), ConsentText.objects.get(purpose__code="photo")

    for given_now in words:
        answer(person_id=person.pk, purpose="photo", text_id=text.pk, given=given_now)

    assert has_consent(person, "photo") == (words[-1] if words else False)


def test_the_page_gives_and_takes_back_alike(client, person, text):
    client.force_login(person)

    client.post(f"{URL}photo/", {"text": text.pk, "answer": "give"})
    given = client.get(URL).text
    client.post(f"{URL}photo/", {"text": text.pk, "answer": "withdraw"})

    assert 'value="withdraw"' in given
    assert not has_consent(person, "photo")


def test_the_page_tells_of_a_text_that_changed_meanwhile(client, person, text, newer):
    client.force_login(person)

    page = client.post(f"{URL}photo/", {"text": text.pk, "answer": "give"}, follow=True)

    assert "baru saja diperbarui" in page.text
    assert not has_consent(person, "photo")


@pytest.mark.parametrize(
    ("purpose", "sent"),
    [
        ("photo", {}),
        ("photo", {"answer": "perhaps", "text": "1"}),
        ("photo", {"answer": "give", "text": "x"}),
        ("photo", {"answer": "give", "text": "9" * 40}),
        ("nothing-known", {"answer": "give", "text": "1"}),
    ],
)
def test_what_makes_no_sense_is_not_found(client, person, purpose, sent):
    client.force_login(person)

    assert client.post(f"{URL}{purpose}/", sent).status_code == 404


def test_nobody_answers_for_another(client, person, text):
    peer = PersonFactory()
    client.force_login(peer)

    client.post(f"{URL}photo/", {"text": text.pk, "answer": "give", "person": person.pk})

    assert (has_consent(person, "photo"), has_consent(peer, "photo")) == (False, True)


def test_the_page_is_read_in_english_too(client, person, text):
    client.force_login(person)
    client.cookies["bahasa"] = "en"

    page = client.get(URL).text

    assert ("Use of your photo" in page, "Pemakaian foto" in page) == (True, False)


def test_the_first_texts_hold_before_today(reference):
    assert {text.valid_from for text in ConsentText.objects.current()} == {date(2026, 1, 1)}
