"""What holds the catalogue together stands in the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from search.standards.models import Relation, Standard, Synonym, Topic
from tests.standards.factories import standard, topic

pytestmark = pytest.mark.django_db


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "change",
    [
        {"status": "old"},
        {"kind": "space"},
        {"year": 1700},
        {"code": ""},
        {"title_en": ""},
        {"code": "ISO 2:2000"},
        {"slug": "iso-2-2000"},
    ],
)
def test_no_row_holds_what_is_not_known(change):
    standard("ISO 2:2000")
    one = standard("ISO 1:2000")

    assert refused(lambda: Standard.objects.filter(pk=one.pk).update(**change))


def test_nothing_relates_to_itself_twice_or_in_unknown_ways():
    new, old = standard("ISO 1:2001"), standard("ISO 1:2000")
    Relation.objects.create(standard=new, kind="supersedes", other=old)

    for kind, other in (("supersedes", new), ("supersedes", old), ("likes", old)):
        told = {"standard": new, "kind": kind, "other": other}
        assert refused(lambda told=told: Relation.objects.create(**told)), told


@pytest.mark.parametrize(
    "told",
    [
        {"term": "CCTV", "language": "id", "weight": 1.1},
        {"term": "CCTV", "language": "id", "weight": -0.1},
        {"term": "CCTV", "language": "fr"},
        {"term": "", "language": "id"},
        {"term": "kamera", "language": "id"},
    ],
)
def test_a_synonym_is_a_word_of_one_of_two_languages_within_bounds_once(told):
    mine = topic("cctv")
    Synonym.objects.create(topic=mine, term="kamera", language="id")

    assert refused(lambda: Synonym.objects.create(topic=mine, **told))


def test_the_tree_of_topics_is_two_deep():
    field = topic("video")
    below = topic("cctv", parent=field)

    assert refused(lambda: Topic.objects.filter(pk=field.pk).update(parent=field.pk))
    for changed, parent in ((topic("lens"), below), (field, topic("all"))):
        changed.parent = parent
        with pytest.raises(ValidationError, match="dua tingkat"):
            changed.clean()


def test_a_code_that_is_there_in_another_spelling_is_refused():
    standard("ISO/IEC 27001:2022")

    with pytest.raises(ValidationError, match="sudah ada di katalog: ISO/IEC 27001:2022"):
        standard("iso iec 27001 2022")


def test_a_code_of_signs_alone_is_refused():
    with pytest.raises(ValidationError, match="huruf atau angka"):
        standard("// ::")


def test_an_address_once_given_stays():
    one = standard("ISO 1:2000")
    one.code = "ISO 1:2001"
    one.full_clean()

    assert (one.slug, one.key) == ("iso-1-2000", "iso-1-2001")


@pytest.mark.parametrize(
    ("language", "title", "abstract", "spoken"),
    [("id", "Alarm", "Ringkas.", ("id", "id")), ("en", "Alarms", "Short.", ("en", "en"))],
)
def test_words_follow_the_readers_language(language, title, abstract, spoken):
    from django.utils import translation

    told = {"title_id": "Alarm", "abstract_id": "Ringkas.", "abstract_en": "Short."}
    one = standard("ISO 1:2000", **told | {"title_en": "Alarms"})
    bare = standard("ISO 2:2000", title_en="Alarms", abstract_en="Short.")

    with translation.override(language):
        assert (one.title, one.abstract) == (title, abstract)
        assert (one.title_language, one.abstract_language) == spoken
        assert (bare.title, bare.abstract) == ("Alarms", "Short.")
        assert (bare.title_language, bare.abstract_language) == ("en", "en")
