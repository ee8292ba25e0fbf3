from datetime import date

import pytest

from courses.competencies.errors import BadUnitRow
from courses.competencies.models import Kind, Unit
from courses.competencies.services import end_qualification, load_units, qualified, qualify
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db
HEADING = "code,title_id,title_en,level,kind,audience,source,confidence\n"


@pytest.fixture
def qualification():
    person = PersonFactory()
    qualify(
        person=person,
        role="instructor",
        kind=Kind.PRIVATE,
        level="pratama",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        source="cases.case:1",
    )
    return {"person": person, "role": "instructor", "kind": Kind.PRIVATE, "level": "pratama"}


def test_every_unit_of_the_reference_data_is_there_after_loading_twice():
    load_units()

    assert load_units() == Unit.objects.count() == 98


def test_a_title_follows_the_readers_language(settings):
    load_units()
    unit = Unit.objects.get(code="STC-GRD-001")

    from django.utils import translation

    with translation.override("en"):
        assert unit.title.startswith("Apply the ethics")
    with translation.override("id"):
        assert unit.title.startswith("Menerapkan etika")


def test_a_bad_row_is_named_and_nothing_is_written(tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(HEADING + "A,a,a,2,private,guard,s,c\nB,b,b,2,pribadi,guard,s,c\n")

    with pytest.raises(BadUnitRow, match="Baris 3, kolom kind"):
        load_units(file=file)

    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_qualification_holds_on_its_days_only(qualification, day, holds):
    assert qualified(**qualification, on=day) is holds


def test_a_qualification_is_for_its_level_alone(qualification):
    assert not qualified(**{**qualification, "level": "utama"}, on=date(2026, 6, 1))


def test_what_ended_early_holds_no_more(qualification):
    end_qualification(source="cases.case:1", on=date(2026, 6, 1))

    assert qualified(**qualification, on=date(2026, 5, 31))
    assert not qualified(**qualification, on=date(2026, 6, 1))
