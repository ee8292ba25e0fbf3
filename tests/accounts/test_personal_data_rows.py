"""Purposes, consent texts and time limits are rows that platform admins keep in the editor."""

import pytest
from django.urls import reverse

from stc.accounts.groups import CATALOGUE_EDITORS
from stc.accounts.models import ConsentText, TimeLimit
from stc.accounts.services.consent import answer
from stc.accounts.services.groups import load_groups
from tests.accounts.factories import PersonFactory, officer

MODELS = ("purpose", "consenttext", "timelimit")


@pytest.fixture
def editor(reference):
    load_groups()
    return officer(CATALOGUE_EDITORS)


def address(model: str, act: str, *args) -> str:
    return reverse(f"wagtailsnippets_accounts_{model}:{act}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_a_platform_admin_lists_and_adds_them(client, editor, admin, model):
    client.force_login(admin)

    answers = [client.get(address(model, act)).status_code for act in ("list", "add")]

    assert answers == [200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_another_editor_does_not(client, editor, model):
    client.force_login(editor)

    answers = [client.get(address(model, act)).status_code for act in ("list", "add")]

    assert 200 not in answers


def test_an_admin_changes_a_time_limit_from_a_date_on(client, editor, admin):
    client.force_login(admin)
    typed = {"limits": "erasure", "valid_from": "2026-01-01", "days": "5", "decree": "Baru"}

    client.post(address("timelimit", "add"), typed)

    assert TimeLimit.days_for("erasure") == 5


def test_a_text_that_was_agreed_to_is_not_changed_even_there(client, editor, admin, person):
    text = ConsentText.objects.get(purpose__code="photo")
    answer(person_id=person.pk, purpose="photo", text_id=text.pk, given=True)
    client.force_login(admin)
    typed = {"purpose": text.purpose_id, "valid_from": "2026-01-01", "body": "x", "body_en": "x"}

    client.post(address("consenttext", "edit", text.pk), typed)

    assert ConsentText.objects.get(pk=text.pk).body == text.body


def test_nobody_deletes_them(client, editor, admin):
    text = ConsentText.objects.first()
    client.force_login(admin)

    client.post(address("consenttext", "delete", text.pk))

    assert ConsentText.objects.filter(pk=text.pk).exists()


def test_a_person_does_not_reach_them(client, editor):
    client.force_login(PersonFactory())

    assert client.get(address("timelimit", "list")).status_code == 403
