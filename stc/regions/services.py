from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from stc.regions import rows
from stc.regions.errors import NameAlreadyDated
from stc.regions.models import Region, RegionName


@dataclass(frozen=True)
class Loaded:
    """What a load did: how many rows it added and how many it put right."""

    added: int
    changed: int


@transaction.atomic
def load_regions(
    *,
    regions_file: Path = rows.DATA / "regions.csv",
    names_file: Path = rows.DATA / "names.csv",
) -> Loaded:
    """Bring the table in line with the files. A second load changes nothing.

    Names that an officer has dated since stay; a region that the files no longer list stays too.
    Raises ``BadRegionRow`` before anything is written.
    """
    wanted = rows.regions(regions_file)
    histories = rows.names({row.code for row in wanted}, names_file)
    told = {row.code for row in histories}
    plain = [rows.NameRow(r.code, None, r.name, r.name_en, "") for r in wanted]
    added, changed = _load_rows(wanted)
    more_added, more_changed = _load_names([*histories, *(n for n in plain if n.code not in told)])
    settled = settle_names()
    return Loaded(added + more_added, changed + more_changed + settled)


def _load_rows(wanted: list[rows.RegionRow]) -> tuple[int, int]:
    there = Region.objects.select_for_update().in_bulk(field_name="code")
    added, changed = [], []
    fields = ("level", "parent_id", "island", "timezone", "valid_from")
    for generation in (
        [row for row in wanted if not row.parent_code],
        [row for row in wanted if row.parent_code],
    ):
        new = []
        for row in generation:
            parent = there[row.parent_code].pk if row.parent_code else None
            facts = (row.level, parent, row.island, row.timezone, row.valid_from)
            region = there.get(row.code)
            if region is None:
                named = {"code": row.code, "name": row.name, "name_en": row.name_en}
                new.append(Region(**named, **dict(zip(fields, facts, strict=True))))
            elif facts != tuple(getattr(region, field) for field in fields):
                for field, fact in zip(fields, facts, strict=True):
                    setattr(region, field, fact)
                changed.append(region)
        there |= {region.code: region for region in Region.objects.bulk_create(new)}
        added += new
    Region.objects.bulk_update(changed, [f.removesuffix("_id") for f in fields])
    return len(added), len(changed)


def _load_names(wanted: list[rows.NameRow]) -> tuple[int, int]:
    regions = Region.objects.in_bulk(field_name="code")
    there = {(n.region_id, n.valid_from): n for n in RegionName.objects.all()}
    added, changed = [], []
    for row in wanted:
        region = regions[row.code]
        facts = (row.name, row.name_en, row.decree)
        name = there.get((region.pk, row.valid_from))
        if name is None:
            name = RegionName(region=region, valid_from=row.valid_from)
            added.append(name)
        elif facts != (name.name, name.name_en, name.decree):
            changed.append(name)
        name.name, name.name_en, name.decree = facts
    RegionName.objects.bulk_create(added)
    RegionName.objects.bulk_update(changed, ["name", "name_en", "decree"])
    return len(added), len(changed)


@transaction.atomic
def settle_names(*, on: date | None = None) -> int:
    """Let each region bear the name that holds on that day (today). Returns how many changed."""
    day = on or timezone.localdate()
    holding: dict[int, RegionName] = {}
    for name in RegionName.objects.order_by("region", "pk"):
        best = holding.get(name.region_id)
        if name.valid_from is not None and name.valid_from > day:
            continue
        if best is None or (name.valid_from or date.min) >= (best.valid_from or date.min):
            holding[name.region_id] = name
    changed = []
    for region in Region.objects.select_for_update():
        name = holding.get(region.pk)
        if name and (region.name, region.name_en) != (name.name, name.name_en):
            region.name, region.name_en = name.name, name.name_en
            changed.append(region)
    Region.objects.bulk_update(changed, ["name", "name_en"])
    return len(changed)


@transaction.atomic
def rename_region(*, code: str, name: str, name_en: str, valid_from: date, decree: str) -> Region:
    """Give a region a new name from a day on, past or to come. The same call again changes nothing.

    A name to come is taken when ``settle_names`` next runs on or after its day.
    """
    region = Region.objects.select_for_update().get(code=code)
    dated, created = RegionName.objects.get_or_create(
        region=region,
        valid_from=valid_from,
        defaults={"name": name, "name_en": name_en, "decree": decree},
    )
    if not created and (dated.name, dated.name_en) != (name, name_en):
        raise NameAlreadyDated(region=region.name, day=valid_from.isoformat())
    settle_names()
    region.refresh_from_db()
    return region
