import random
from collections.abc import Collection, Mapping
from pathlib import Path

from django.db import transaction

from certification.items import bank
from certification.items.errors import BankTooSmall
from certification.items.models import Item, ItemVersion, Key, Option
from courses.competencies.models import Unit

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_bank(*, file: Path = DATA / "bank.yaml") -> int:
    """Add the file's items that the bank does not know yet, approved; returns how many.

    Raises ``BadBankRow`` before anything is written.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}
    written = bank.read(file, units=set(units))
    known = set(Item.objects.values_list("code", flat=True))
    new = [item for item in written if item.code not in known]
    for item in new:
        _write(item, units[item.unit])
    return len(new)


def _write(written: bank.WrittenItem, unit: Unit) -> None:
    item = Item.objects.create(code=written.code)
    version = ItemVersion(
        item=item,
        number=1,
        unit=unit,
        stem_id=written.stem["id"],
        stem_en=written.stem["en"],
        rationale_id=written.rationale["id"],
        rationale_en=written.rationale["en"],
    )
    version.approve()
    version.save()
    options = Option.objects.bulk_create(
        Option(version=version, position=place, text_id=text["id"], text_en=text["en"])
        for place, text in enumerate(written.options, start=1)
    )
    Key.objects.create(version=version, option=options[written.key - 1])


def draw(
    *, blueprint: Mapping[str, int], seed: int, exclude: Collection[int] = ()
) -> list[ItemVersion]:
    """Approved versions by a blueprint (unit code → how many), mixed; the same seed draws the same.

    ``exclude`` holds ids of items that this candidate should not meet again. Raises
    ``BankTooSmall`` where a unit has too few.
    """
    dice = random.Random(seed)  # noqa: S311
    drawn: list[ItemVersion] = []
    approved = ItemVersion.objects.filter(
        state=ItemVersion.State.APPROVED, unit__code__in=blueprint
    ).exclude(item_id__in=exclude)
    by_unit: dict[str, list[ItemVersion]] = {}
    for version in approved.select_related("unit").order_by("item__code"):
        by_unit.setdefault(version.unit.code, []).append(version)
    for unit, wanted in sorted(blueprint.items()):
        there = by_unit.get(unit, [])
        if len(there) < wanted:
            raise BankTooSmall(unit=unit, there=len(there), wanted=wanted)
        drawn += dice.sample(there, wanted)
    dice.shuffle(drawn)
    return drawn


def mark(*, version_id: int, option_id: int | None) -> bool:
    """Whether this option is the key of that version; no answer is never right."""
    return Key.objects.filter(version_id=version_id, option_id=option_id).exists()
