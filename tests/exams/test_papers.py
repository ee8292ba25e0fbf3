from datetime import date

import pytest
import yaml
from django.urls import reverse

from certification.exams.errors import BadPaperRow
from certification.exams.models import BlueprintLine, CutScore, Paper
from certification.exams.services import load_papers
from certification.exams.services.papers import DATA
from courses.competencies.services import load_units
from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from tests.accounts.factories import officer

pytestmark = pytest.mark.django_db
[ROW] = yaml.safe_load((DATA / "papers.yaml").read_text("utf-8"))


@pytest.fixture
def units():
    load_units()


def changed(tmp_path, **changes):
    file = tmp_path / "papers.yaml"
    file.write_text(yaml.safe_dump([{**ROW, **changes}]), "utf-8")
    return file


def test_the_paper_asks_twenty_items_in_thirty_minutes(paper):
    lines = BlueprintLine.objects.filter(paper=paper)

    assert (sum(line.items for line in lines), paper.minutes) == (20, 30)
    assert CutScore.objects.get().percent == 60


def test_loading_again_changes_nothing(units):
    load_papers()

    assert load_papers() == 1
    assert (Paper.objects.count(), BlueprintLine.objects.count()) == (1, 20)


def test_what_officials_made_of_a_cut_score_stays(units):
    load_papers()
    CutScore.objects.update(percent=70, decree="SK 12")

    load_papers()

    assert CutScore.objects.get().percent == 70


def test_a_blueprint_follows_its_file(units, tmp_path):
    load_papers()

    load_papers(file=changed(tmp_path, blueprint={"STC-GRD-001": 4}))

    assert [(line.unit.code, line.items) for line in BlueprintLine.objects.all()] == [
        ("STC-GRD-001", 4)
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"blueprint": {"STC-ZZZ-001": 1}}, "unit STC-ZZZ-001"),
        ({"blueprint": {}}, "tidak lengkap"),
        ({"minutes": 0}, "menitnya"),
        ({"cuts": [{"valid_from": date(2026, 1, 1), "percent": 101, "decree": "x"}]}, "persen"),
    ],
)
def test_a_bad_paper_is_named_and_nothing_is_loaded(units, tmp_path, changes, reason):
    with pytest.raises(BadPaperRow, match=f"ke-1.*{reason}"):
        load_papers(file=changed(tmp_path, **changes))

    assert not Paper.objects.exists()


def test_the_cut_score_of_a_day_is_the_newest_that_holds(paper):
    CutScore.objects.create(paper=paper, valid_from=date(2027, 1, 1), percent=70, decree="SK")

    percents = [
        paper.cuts.all().holding(day).first().percent
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]

    assert percents == [60, 70]
    assert paper.cuts.all().holding(date(2025, 12, 31)).first() is None


def test_an_official_adds_a_cut_score_with_the_day_from_which_it_holds(client, paper):
    load_groups()
    typed = {"paper": paper.pk, "valid_from": "2027-01-01", "percent": "70", "decree": "SK 3"}
    address = reverse("wagtailsnippets_exams_cutscore:add")
    client.force_login(officer(PLATFORM_ADMINS))

    client.post(address, typed)

    assert CutScore.objects.get(valid_from=date(2027, 1, 1)).percent == 70


def test_an_exam_officer_does_not_set_cut_scores(client, paper):
    load_groups()
    client.force_login(officer(EXAM_OFFICERS))

    assert client.get(reverse("wagtailsnippets_exams_cutscore:add")).status_code in (302, 403)
