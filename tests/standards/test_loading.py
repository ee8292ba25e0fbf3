"""The catalogue's files: loaded once, told where they are wrong, never over an editor's work."""

import csv
import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.standards import reading
from search.standards.errors import BadCatalogueRow
from search.standards.models import Relation, Standard, Synonym, Topic
from search.standards.services import load_standards


@pytest.fixture
def folder(tmp_path):
    """The files, small: the first rows of each, and one standard known by facts alone."""
    shutil.copytree(reading.DATA, tmp_path, dirs_exist_ok=True)
    keep(tmp_path / "standards.csv", lambda row: row["code"].startswith("ISO/IEC 2700"))
    keep(tmp_path / "facts.csv", lambda row: row["code"].startswith("ISO/IEC 2700"))
    codes = {
        row["code"] for name in ("standards.csv", "facts.csv") for row in rows(tmp_path / name)
    }
    keep(
        tmp_path / "relations.csv",
        lambda row: {row["code"], row["other_code"]} <= codes,
    )
    for name in ("standards.csv", "facts.csv"):
        change(
            tmp_path / name,
            lambda row: {"superseded_by": row["superseded_by"] * (row["superseded_by"] in codes)},
        )
    return tmp_path


def rows(file) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(file, kept) -> None:
    heading = rows(file)[0].keys()
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, heading)
        writer.writeheader()
        writer.writerows(kept)


def keep(file, wanted) -> None:
    write(file, [row for row in rows(file) if wanted(row)])


def change(file, made, where=lambda row: True) -> None:
    write(file, [row | made(row) if where(row) else row for row in rows(file)])


def test_all_of_it_is_there(catalogue):
    assert Standard.objects.count() == 432 + 3808
    assert Standard.objects.exclude(abstract_id="").count() == 432
    assert Standard.objects.filter(abstract_en="", abstract_id="").count() == 3808
    assert Topic.objects.filter(parent__isnull=False).count() == 236
    # What the source does not say is not known, and never taken for current.
    assert Standard.objects.filter(status="unknown").count() == 962


def test_every_topic_has_synonyms_in_both_languages(catalogue):
    for topic in Topic.objects.prefetch_related("synonyms"):
        languages = [synonym.language for synonym in topic.synonyms.all()]
        assert min(languages.count("id"), languages.count("en")) >= 2, topic.slug
    assert not Synonym.objects.exclude(weight__gt=0, weight__lte=1).exists()


def test_again_it_asks_one_thing_and_writes_nothing(catalogue):
    with CaptureQueriesContext(connection) as asked:
        assert load_standards() is False

    said = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(said) == 1
    assert said[0].startswith("SELECT")


def test_what_the_codes_say_is_marked(catalogue):
    derived = Relation.objects.filter(derived=True)

    said = derived.filter(standard__code="SNI ISO/IEC 27001:2022").values_list(
        "kind", "other__code"
    )
    assert list(said) == [("adopts", "ISO/IEC 27001:2022")]
    told = Relation.objects.get(standard__code="ISO/IEC 27001:2022", kind="supersedes")
    assert (told.other.code, told.derived) == ("ISO/IEC 27001:2013", False)
    # The files tell every amendment with its source, which the codes do not take from them.
    assert set(Relation.objects.filter(kind="amends").values_list("derived")) == {(False,)}


def test_a_supplement_amends_what_stands_in_its_code(db, folder):
    keep(folder / "relations.csv", lambda row: False)

    load_standards(folder=folder)

    link = Relation.objects.get(standard__code="ISO/IEC 27001:2022/Amd 1:2024", kind="amends")
    assert (link.other.code, link.derived) == ("ISO/IEC 27001:2022", True)


def test_new_data_changes_what_nobody_edited(db, folder):
    load_standards(folder=folder)
    mine, other = (Standard.objects.get(code=f"ISO/IEC 2700{n}") for n in ("1:2022", "2:2022"))
    mine.abstract_id = "Kata penyunting."
    mine.topics.clear()
    mine.save()
    mine.save_revision()
    change(folder / "standards.csv", lambda row: {"abstract_id": "Kata baru."})

    assert load_standards(folder=folder) is True

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.abstract_id, other.abstract_id) == ("Kata penyunting.", "Kata baru.")
    assert (mine.topics.count(), other.topics.count() > 0) == (0, True)


@pytest.mark.parametrize(
    ("file", "changed", "said"),
    [
        ("standards.csv", {"status": "old"}, "standards.csv, baris 2, kolom status: “old”"),
        ("standards.csv", {"kind": "space"}, "kolom kind"),
        ("standards.csv", {"topics": "cctv;zeppelin"}, "zeppelin"),
        ("standards.csv", {"superseded_by": "ISO 1:1999"}, "ISO 1:1999"),
        ("facts.csv", {"code": "ISO/IEC 27001:2022"}, "facts.csv, baris 2, kolom code"),
        ("relations.csv", {"relation": "likes"}, "likes"),
        ("topics.csv", {"field": "nowhere"}, "nowhere"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(db, folder, file, changed, said):
    first = rows(folder / file)[0]
    change(folder / file, lambda row: changed, where=lambda row: row == first)

    with pytest.raises(BadCatalogueRow, match=said):
        load_standards(folder=folder)

    assert not Standard.objects.exists()
    assert not Topic.objects.exists()
