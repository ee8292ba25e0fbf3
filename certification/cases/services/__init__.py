"""Acts of cases: applying (``applying``), what a scheme asks (``asking``), ``deciding``."""

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
    standing_seat,
    what_is_missing,
    why_not_admitted,
)
from certification.cases.services.deciding import certify, decide, update_qualification

__all__ = [
    "Line",
    "Missing",
    "certify",
    "checklist",
    "choose_sitting",
    "decide",
    "hear_result",
    "open_case",
    "standing_seat",
    "update_qualification",
    "what_is_missing",
    "why_not_admitted",
    "withdraw",
    "withdraw_all",
]
