from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.utils import timezone

from certification.schemes import services
from certification.schemes.errors import BadScheme, NoRule
from certification.schemes.models import Scheme, SchemeRule
from courses.curricula.services import find_edition

FILE = services.DATA / "schemes.yaml"


def rule(scheme, valid_from, **figures) -> SchemeRule:
    plain = {
        "validity_months": 24,
        "hours_theory": 1,
        "hours_practice": 1,
        "decree": "Uji",
        "consents": [],
        "profile": [],
    }
    return SchemeRule.objects.create(scheme=scheme, valid_from=valid_from, **plain | figures)


def test_schemes_are_loaded_once_and_left_to_officials_after(house):
    assert services.load_schemes() == 1
    SchemeRule.objects.update(decree="Perpol 9/2027")

    assert services.load_schemes() == 0
    assert SchemeRule.objects.get().decree == "Perpol 9/2027"


def test_a_class_that_had_every_module_reaches_the_hours(scheme):
    taught = find_edition(scheme.curriculum_code).modules.aggregate(
        theory=Sum("hours_theory"), practice=Sum("hours_practice")
    )
    asked = services.rule_on(scheme=scheme, day=timezone.localdate())

    assert asked.hours_theory <= taught["theory"]
    assert asked.hours_practice <= taught["practice"]


def test_the_newest_rule_that_has_begun_holds(scheme):
    older = rule(scheme, date(2026, 6, 1))
    newer = rule(scheme, date(2027, 1, 1))

    assert services.rule_on(scheme=scheme, day=date(2026, 5, 31)).valid_from == date(2026, 1, 1)
    assert services.rule_on(scheme=scheme, day=date(2026, 6, 1)) == older
    assert services.rule_on(scheme=scheme, day=date(2026, 12, 31)) == older
    assert services.rule_on(scheme=scheme, day=date(2027, 1, 1)) == newer


def test_before_the_first_rule_there_is_none(scheme):
    with pytest.raises(NoRule, match="Gada Pratama"):
        services.rule_on(scheme=scheme, day=date(2025, 12, 31))


def test_the_figures_of_a_rule_that_has_begun_stay_and_its_decree_may_be_mended(scheme):
    begun = scheme.rules.get()
    begun.decree, begun.confirmed = "Perpol 9/2027 pasal 3", True
    begun.full_clean()

    begun.validity_months = 12
    with pytest.raises(ValidationError, match="sudah berlaku"):
        begun.full_clean()


def test_a_rule_to_come_may_still_be_changed(scheme):
    coming = rule(scheme, timezone.localdate() + timedelta(days=30))

    coming.validity_months = 12

    coming.full_clean()


@pytest.mark.parametrize("model", [Scheme, SchemeRule])
def test_the_database_keeps_every_row(scheme, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "Gada Pratama"}, "huruf besar"),
        ({"code": "STC-GADA-PRATAMA-1"}, "code"),
        ({"level": "raja"}, "level"),
        ({"curriculum_code": "STC-CUR-XX"}, "STC-CUR-XX"),
        ({"rules": []}, "tidak ada aturannya"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_scheme_is_named_and_nothing_is_written(house, tmp_path, change, said):
    with pytest.raises(BadScheme, match=said):
        services.load_schemes(file=_written(tmp_path, change))

    assert not Scheme.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consents": ["sing"]}, "sing"),
        ({"profile": ["shoe_size"]}, "shoe_size"),
        ({"validity_months": "long"}, "validity_months"),
    ],
)
def test_a_bad_rule_is_named(house, tmp_path, change, said):
    good = yaml.safe_load(FILE.read_text("utf-8"))[0]["rules"][0]

    with pytest.raises(BadScheme, match=said):
        services.load_schemes(file=_written(tmp_path, {"rules": [good | change]}))


def _written(folder: Path, change: dict) -> Path:
    row = yaml.safe_load(FILE.read_text("utf-8"))[0] | change
    file = folder / "schemes.yaml"
    file.write_text(yaml.safe_dump([row]), "utf-8")
    return file
