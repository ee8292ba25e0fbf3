"""Acts of exams: papers, sittings and seats, attempts, answers as they arrive, results."""

from certification.exams.services.answers import (
    Ack,
    save_answer,
    standing_answers,
    standing_of,
)
from certification.exams.services.attempts import close_attempt, enter, hand_in, start
from certification.exams.services.marking import mark, release
from certification.exams.services.papers import load_papers
from certification.exams.services.sittings import (
    Choice,
    choices,
    open_sitting,
    register,
    withdraw,
)

__all__ = [
    "Ack",
    "Choice",
    "choices",
    "close_attempt",
    "enter",
    "hand_in",
    "load_papers",
    "mark",
    "open_sitting",
    "register",
    "release",
    "save_answer",
    "standing_answers",
    "standing_of",
    "start",
    "withdraw",
]
