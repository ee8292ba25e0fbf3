"""Acts of cases: ``applying``, what a scheme asks (``asking``), ``naming``, ``deciding``."""

from certification.cases.services.applying import (
    choose_sitting,
    hear_result,
    open_case,
    withdraw,
    withdraw_all,
)
from certification.cases.services.asking import (
    Line,
    Missing,
    checklist,
    naming_lines,
    standing_seat,
    what_is_missing,
    why_not_admitted,
)
from certification.cases.services.deciding import certify, decide, update_qualification
from certification.cases.services.naming import confirm_name, spelling, standing_confirmation

__all__ = [
    "Line",
    "Missing",
    "certify",
    "checklist",
    "choose_sitting",
    "confirm_name",
    "decide",
    "hear_result",
    "naming_lines",
    "open_case",
    "spelling",
    "standing_confirmation",
    "standing_seat",
    "update_qualification",
    "what_is_missing",
    "why_not_admitted",
    "withdraw",
    "withdraw_all",
]
