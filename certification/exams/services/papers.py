from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from certification.exams.errors import BadPaperRow
from certification.exams.models import BlueprintLine, CutScore, Paper
from courses.competencies.models import Unit

DATA = Path(__file__).parent.parent / "data"
PARTS = {"code", "title", "minutes", "blueprint", "cuts"}


@transaction.atomic
def load_papers(*, file: Path = DATA / "papers.yaml") -> int:
    """Bring papers and blueprints in line with the file; returns how many papers it holds.

    A cut score that is there already stays as officials have it. Raises ``BadPaperRow`` for the
    first bad paper, counted from 1, before anything is written.
    """
    rows = yaml.safe_load(file.read_text("utf-8"))
    units = {unit.code: unit for unit in Unit.objects.all()}
    for place, row in enumerate(rows, start=1):
        if reason := _fault(row, units):
            raise BadPaperRow(row=place, paper=row.get("code", "?"), reason=reason)
    for row in rows:
        _load(row, units)
    return len(rows)


def _fault(row: dict[str, Any], units: dict[str, Unit]) -> str:
    """What is wrong with a paper, in words; empty where nothing is."""
    if set(row) != PARTS or not row["blueprint"]:
        return _("bagiannya tidak lengkap atau tidak dikenal")
    if unknown := sorted(set(row["blueprint"]) - set(units)):
        return _("unit %(unit)s tidak dikenal") % {"unit": unknown[0]}
    if not isinstance(row["minutes"], int) or row["minutes"] < 1:
        return _("menitnya harus angka di atas nol")
    if any(not 1 <= cut["percent"] <= 100 for cut in row["cuts"]):
        return _("batas lulus harus 1 sampai 100 persen")
    return ""


def _load(row: dict[str, Any], units: dict[str, Unit]) -> None:
    title = {f"title_{language}": row["title"][language] for language in ("id", "en")}
    paper, _made = Paper.objects.update_or_create(
        code=row["code"], defaults={**title, "minutes": row["minutes"]}
    )
    BlueprintLine.objects.filter(paper=paper).exclude(unit__code__in=row["blueprint"]).delete()
    BlueprintLine.objects.bulk_create(
        [
            BlueprintLine(paper=paper, unit=units[code], items=items)
            for code, items in row["blueprint"].items()
        ],
        update_conflicts=True,
        unique_fields=["paper", "unit"],
        update_fields=["items"],
    )
    for cut in row["cuts"]:
        CutScore.objects.get_or_create(
            paper=paper,
            valid_from=cut["valid_from"],
            defaults={"percent": cut["percent"], "decree": cut["decree"]},
        )
