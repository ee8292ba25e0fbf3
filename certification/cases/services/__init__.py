"""Acts of cases: ``applying``, what a scheme asks (``asking``), ``naming``, ``deciding``; many at
once (``batches``), and who is among them (``gathering``).
"""

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
from certification.cases.services.batches import (
    Progress,
    ask_batch,
    decide_line,
    feed_batch,
    progress,
)
from certification.cases.services.deciding import certify, decide, update_qualification
from certification.cases.services.gathering import Gathering, gather, groups_waiting
from certification.cases.services.naming import confirm_name, spelling, standing_confirmation

__all__ = [
    "Gathering",
    "Line",
    "Missing",
    "Progress",
    "ask_batch",
    "certify",
    "checklist",
    "choose_sitting",
    "confirm_name",
    "decide",
    "decide_line",
    "feed_batch",
    "gather",
    "groups_waiting",
    "hear_result",
    "naming_lines",
    "open_case",
    "progress",
    "spelling",
    "standing_confirmation",
    "standing_seat",
    "update_qualification",
    "what_is_missing",
    "why_not_admitted",
    "withdraw",
    "withdraw_all",
]
