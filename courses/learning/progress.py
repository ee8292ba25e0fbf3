"""How far somebody is in a curriculum: counted from its pages and what they have read.

Lessons that are outlines count for nothing: there is nothing in them to read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr

from courses.curricula import reading
from courses.curricula.models import CurriculumPage, LessonPage, ModulePage
from courses.learning.models import Enrolment, LessonRead


@dataclass(frozen=True)
class Step:
    """A lesson as a place to go to; ``page`` is the Indonesian one, ``title`` the reader's."""

    key: UUID
    module_key: UUID
    title: str
    page: LessonPage


@dataclass(frozen=True)
class Progress:
    """``next`` is where to go on: the last place while it is unread, else the next unread lesson
    after it; None when all is read.
    """

    title: str
    page: CurriculumPage
    steps: tuple[Step, ...]
    read_keys: frozenset[UUID]
    last_key: UUID | None = None

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def read(self) -> int:
        return sum(step.key in self.read_keys for step in self.steps)

    @property
    def is_whole(self) -> bool:
        return self.total > 0 and self.read == self.total

    @property
    def next(self) -> Step | None:
        here = next((s for s in self.steps if s.key == self.last_key), None)
        if here is not None and here.key not in self.read_keys:
            return here
        return self.after(self.last_key)

    def of_module(self, module_key: UUID) -> tuple[int, int]:
        """Of one module: how many lessons are read, of how many."""
        own = [step for step in self.steps if step.module_key == module_key]
        return sum(step.key in self.read_keys for step in own), len(own)

    def after(self, key: UUID | None) -> Step | None:
        """The next unread lesson after this one, in order and then from the beginning."""
        keys = [step.key for step in self.steps]
        at = keys.index(key) + 1 if key in keys else 0
        around = self.steps[at:] + self.steps[:at]
        return next((s for s in around if s.key not in self.read_keys and s.key != key), None)


def of(enrolment: Enrolment) -> Progress | None:
    """The progress of one; None while its curriculum is not published."""
    return of_all([enrolment]).get(enrolment.pk)


def of_all(enrolments: Iterable[Enrolment]) -> dict[int, Progress]:
    """Progress by the enrolment's id, of one person's enrolments, in two queries. What is not
    published is left out.
    """
    enrolments = list(enrolments)
    wanted = _curricula({(e.curriculum_code, e.edition) for e in enrolments})
    curricula = {(c.code, c.edition): c for c in reading.in_words(wanted)}
    if not curricula:
        return {}
    steps: dict[str, list[Step]] = {page.path: [] for page in curricula.values()}
    read: dict[str, set[UUID]] = {path: set() for path in steps}
    for one in _lessons(wanted, enrolments):
        steps[one.top].append(Step(one.translation_key, one.module_key, one.said, one))
        if one.is_read:
            read[one.top].add(one.translation_key)
    found = {}
    for enrolment in enrolments:
        page = curricula.get((enrolment.curriculum_code, enrolment.edition))
        if page is not None:
            found[enrolment.pk] = Progress(
                page.said,
                page,
                tuple(steps[page.path]),
                frozenset(read[page.path]),
                enrolment.last_lesson_key,
            )
    return found


def _curricula(wanted: set[tuple[str, str]]) -> QuerySet:
    named = reduce(or_, (Q(code=c, edition=e) for c, e in wanted), Q(pk__in=[]))
    return CurriculumPage.objects.live().filter(named, locale__language_code="id")


def _lessons(curricula: QuerySet, enrolments: list[Enrolment]) -> QuerySet:
    lessons = LessonPage.objects.live().filter(outline=False).defer("body")
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - reading.STEP)
    module = ModulePage.objects.live().filter(path=above).order_by()
    reads = LessonRead.objects.filter(
        enrolment__in=[e.pk for e in enrolments], lesson_key=OuterRef("translation_key")
    )
    lessons = reading.in_words(reading.under(lessons, curricula, 2)).annotate(
        module_key=Subquery(module.values("translation_key")[:1]),
        module_number=Subquery(module.values("number")[:1]),
        is_read=Exists(reads),
    )
    return lessons.filter(module_key__isnull=False).order_by("module_number", "path")
