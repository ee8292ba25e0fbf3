import re

import pytest
from django.contrib.staticfiles import finders
from django.utils.html import strip_tags

from courses.curricula.services import HERE
from stc.blocks import read_article

LESSONS = sorted((HERE / "content").glob("*/*.id.html"))


def words(file) -> int:
    return len(strip_tags(file.read_text("utf-8")).split())


def test_nine_lessons_of_gada_pratama_are_written():
    assert len(LESSONS) == 9
    assert {file.name[:2] for file in LESSONS} == {"01", "02", "03"}


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_lesson_is_long_enough_and_has_its_english(file):
    english = file.with_name(file.name.replace(".id.", ".en."))

    assert words(file) >= 300
    assert words(english) >= 300
    assert [kind for kind, _ in read_article(english).body] == [
        kind for kind, _ in read_article(file).body
    ]


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_lessons_drawing_is_there(file):
    names = [value["name"] for kind, value in read_article(file).body if kind == "drawing"]

    assert len(names) == 1
    assert finders.find(f"img/lessons/{names[0]}.svg")


def test_a_file_that_begins_otherwise_is_refused(tmp_path):
    file = tmp_path / "x.id.html"
    file.write_text("<p>Tanpa judul</p>")

    with pytest.raises(ValueError, match=re.escape("begins with <h1>")):
        read_article(file)
