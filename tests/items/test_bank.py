import pytest
import yaml
from django.db import DatabaseError, IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from certification.items.errors import BadBankRow, BankTooSmall
from certification.items.models import Item, ItemVersion, Key, Option
from certification.items.services import DATA, draw, load_bank, mark
from courses.competencies.services import load_units

pytestmark = pytest.mark.django_db
ROWS = yaml.safe_load((DATA / "bank.yaml").read_text("utf-8"))


@pytest.fixture
def units():
    load_units()


@pytest.fixture
def loaded(units):
    load_bank()


def changed(tmp_path, **changes):
    """The bank's first two items in a file, the second changed."""
    file = tmp_path / "bank.yaml"
    file.write_text(yaml.safe_dump([ROWS[0], {**ROWS[1], **changes}]), "utf-8")
    return file


def test_the_bank_holds_its_items_once_however_often_it_is_loaded(loaded):
    assert load_bank() == 0
    assert Item.objects.count() == len(ROWS) >= 60


def test_length_gives_no_hint_of_the_key():
    hinted = [
        row
        for row in ROWS
        if max(row["options"], key=lambda option: len(option["id"]))
        is row["options"][row["key"] - 1]
    ]

    assert len(hinted) / len(ROWS) < 0.35


def test_the_keys_are_spread_over_all_four_places():
    places = [row["key"] for row in ROWS]

    assert min(places.count(place) for place in (1, 2, 3, 4)) >= len(ROWS) / 5


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit": "STC-ZZZ-001"}, "unit STC-ZZZ-001"),
        ({"code": "GP-0001"}, "sudah dipakai"),
        ({"key": 5}, "1 sampai 4"),
        ({"options": ROWS[0]["options"][:3]}, "harus empat"),
        ({"options": [ROWS[0]["options"][0]] * 4}, "jawaban yang sama"),
        ({"stem": {"id": "Apa?", "en": " "}}, "dua bahasa"),
        ({"difficulty": 3}, "tidak dikenal"),
    ],
)
def test_a_bad_item_is_named_and_nothing_is_loaded(units, tmp_path, changes, reason):
    with pytest.raises(BadBankRow, match=f"ke-2.*{reason}"):
        load_bank(file=changed(tmp_path, **changes))

    assert not Item.objects.exists()


def test_the_same_seed_draws_the_same_and_another_does_not(loaded):
    blueprint = {f"STC-GRD-{n:03}": 2 for n in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14)}

    first = draw(blueprint=blueprint, seed=1)

    assert draw(blueprint=blueprint, seed=1) == first
    assert draw(blueprint=blueprint, seed=2) != first
    assert len({version.item_id for version in first}) == 20


def test_a_draw_follows_its_blueprint(loaded):
    drawn = draw(blueprint={"STC-GRD-001": 3, "STC-GRD-014": 1}, seed=7)

    assert sorted(version.unit.code for version in drawn) == ["STC-GRD-001"] * 3 + ["STC-GRD-014"]


def test_what_was_met_before_is_not_drawn_again(loaded):
    met = {version.item_id for version in draw(blueprint={"STC-GRD-001": 2}, seed=1)}

    again = draw(blueprint={"STC-GRD-001": 2}, seed=1, exclude=met)

    assert met.isdisjoint(version.item_id for version in again)


def test_a_unit_with_too_few_items_is_named(loaded):
    with pytest.raises(BankTooSmall, match="STC-GRD-005 hanya punya 2"):
        draw(blueprint={"STC-GRD-005": 3}, seed=1)


def test_a_retired_version_is_not_drawn(loaded):
    version = ItemVersion.objects.filter(unit__code="STC-GRD-005").first()
    version.retire()
    version.save()

    assert version not in draw(blueprint={"STC-GRD-005": 1}, seed=1)


def test_marking_knows_the_key_and_no_answer_is_never_right(loaded):
    version = ItemVersion.objects.get(item__code="GP-0001")

    marks = {
        option.position: mark(version_id=version.pk, option_id=option.pk)
        for option in version.options.all()
    }

    assert marks == {1: False, 2: True, 3: False, 4: False}
    assert not mark(version_id=version.pk, option_id=None)


def test_the_key_of_one_version_does_not_mark_another(loaded):
    first, second = ItemVersion.objects.order_by("pk")[:2]

    assert not mark(version_id=second.pk, option_id=Key.objects.get(version=first).option_id)


def test_an_item_has_one_approved_version(loaded):
    version = ItemVersion.objects.first()
    version.pk, version.number = None, 2

    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


def test_a_retired_version_never_comes_back(loaded):
    version = ItemVersion.objects.first()
    version.retire()

    with pytest.raises(TransitionNotAllowed):
        version.approve()


@pytest.mark.parametrize("model", [Option, Key])
def test_options_and_keys_are_written_once(loaded, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(version_id=model.objects.first().version_id)
