from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from certification.schemes.errors import BadScheme, NoRule
from certification.schemes.models import Requirement, Scheme, SchemeRule
from courses.curricula.models import CurriculumPage
from stc.accounts.models import Purpose

DATA = Path(__file__).parent / "data"


def rule_on(*, scheme: Scheme, day: date) -> SchemeRule:
    """The rule that holds on a day. Raises ``NoRule`` where none has begun."""
    rule = SchemeRule.objects.holding(day).filter(scheme=scheme).first()
    if rule is None:
        raise NoRule(scheme=scheme)
    return rule


@transaction.atomic
def load_schemes(*, file: Path = DATA / "schemes.yaml") -> int:
    """Add the file's schemes that are not there yet, with their rules; returns how many.

    What is there is left alone, since officials keep it from then on. Raises ``BadScheme`` before
    anything is written.
    """
    written = yaml.safe_load(file.read_text("utf-8"))
    curricula = set(CurriculumPage.objects.values_list("code", flat=True))
    purposes = set(Purpose.objects.values_list("code", flat=True))
    known = set(Scheme.objects.values_list("code", flat=True))
    read = [_read(row, n, curricula, purposes) for n, row in enumerate(written, start=1)]
    new = [(scheme, rules) for scheme, rules in read if scheme.code not in known]
    for scheme, rules in new:
        scheme.save()
        SchemeRule.objects.bulk_create(rules)
    return len(new)


def _read(
    row: dict[str, Any], number: int, curricula: set[str], purposes: set[str]
) -> tuple[Scheme, list[SchemeRule]]:
    told = dict(row)
    rules = told.pop("rules", [])
    try:
        scheme = Scheme(**told)
        scheme.clean_fields()
        dated = [SchemeRule(scheme=scheme, **rule) for rule in rules]
        for rule in dated:
            rule.clean_fields(exclude=["scheme"])
    except ValidationError as fault:
        reason = "; ".join(f"{field}: {' '.join(said)}" for field, said in fault)
        raise BadScheme(row=number, scheme=row.get("code"), reason=reason) from fault
    except TypeError as fault:
        raise BadScheme(row=number, scheme=row.get("code"), reason=fault) from fault
    if fault := _strange(scheme, dated, curricula, purposes):
        raise BadScheme(row=number, scheme=scheme.code, reason=fault)
    return scheme, dated


def _strange(
    scheme: Scheme, rules: list[SchemeRule], curricula: set[str], purposes: set[str]
) -> str:
    """What the scheme names that is not there, in words; empty where all is known."""
    if scheme.curriculum_code not in curricula:
        return _("kurikulum %(code)s tidak dikenal") % {"code": scheme.curriculum_code}
    if not rules:
        return _("tidak ada aturannya")
    for rule in rules:
        known = {"consents": purposes, "profile": set(Requirement.values)}
        for field, allowed in known.items():
            if unknown := sorted(set(getattr(rule, field)) - allowed):
                return _("%(field)s: “%(value)s” tidak dikenal") % {
                    "field": field,
                    "value": ", ".join(unknown),
                }
    return ""
