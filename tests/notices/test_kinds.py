"""Every kind that is registered can be said, in both languages, and leads where it says."""

from datetime import UTC, date, datetime

import pytest
from django.urls import resolve

from stc.notices import kinds, wording

MOMENT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SAMPLE = {
    "name": "Slamet",
    "role": "Petugas ujian",
    "at": MOMENT,
    "until": MOMENT,
    "starts_on": date(2026, 11, 24),
    "ends_on": date(2026, 12, 24),
    "ended_on": date(2026, 12, 24),
    "granted": True,
    "why": "Sudah diperiksa",
    "job": "accounts.erase_person",
    "number": 2,
}
ALL = [kind.name for kind in kinds.known()]


def said(name: str, **changes) -> dict:
    kind = kinds.get(name)
    context = {word: SAMPLE.get(word, 7) for word in (*kind.needs, *kind.url_args)} | changes
    (texts,) = wording.texts(kind, [context], zone="Asia/Makassar")
    return texts


@pytest.mark.parametrize("name", ALL)
def test_a_kind_has_words_of_its_own_in_both_languages(name):
    texts = said(name)

    assert set(texts) == {"id", "en"}
    for part in ("subject", "body"):
        assert texts["id"][part]
        assert texts["en"][part]
        assert texts["id"][part] != texts["en"][part]


@pytest.mark.parametrize("name", [name for name in ALL if kinds.get(name).url_name])
def test_a_kind_leads_to_a_page_that_is_there(name):
    kind = kinds.get(name)
    path = wording.path(kind, {word: SAMPLE.get(word, 7) for word in kind.url_args})

    assert resolve(path).view_name == kind.url_name
    assert said(name)["id"]["action"]


def test_a_moment_is_told_in_the_persons_zone():
    assert "24 November 2026, 15.00 WITA" in said("accounts.password_changed")["id"]["body"]


def test_both_answers_to_an_erasure_have_words():
    granted = said("accounts.erasure_decided")
    refused = said("accounts.erasure_decided", granted=False)

    assert granted["id"]["subject"] == "Data pribadi Anda akan dihapus"
    assert refused["id"]["subject"] == "Data pribadi Anda belum dapat dihapus"


def test_a_role_without_end_says_no_last_day():
    assert "sampai" not in said("accounts.role_given", ends_on=None)["id"]["body"]
