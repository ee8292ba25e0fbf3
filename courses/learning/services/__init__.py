"""Acts of learning: reading alone (``reading``), classes (``classes``), hours counted here."""

from courses.learning.services.classes import (
    add_instructor,
    add_to_class,
    open_class,
    record_hours,
)
from courses.learning.services.counting import (
    ClassRecord,
    Hours,
    Record,
    hours,
    hours_of_each,
    record,
)
from courses.learning.services.reading import enrol, mark_read, progress, remember_place

__all__ = [
    "ClassRecord",
    "Hours",
    "Record",
    "add_instructor",
    "add_to_class",
    "enrol",
    "hours",
    "hours_of_each",
    "mark_read",
    "open_class",
    "progress",
    "record",
    "record_hours",
    "remember_place",
]
