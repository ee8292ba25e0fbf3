"""What a learner does next: go on with the lesson where they are."""

from django.db.models import F, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.learning.models import Enrolment
from stc.look import next_steps
from stc.look.next_steps import NextStep

ORDER = 40


def register() -> None:
    next_steps.register(ORDER, rows=_unfinished, step=_go_on)


def _unfinished(user) -> QuerySet:
    return Enrolment.objects.visible_to(user).filter(completed_at__isnull=True)


def _go_on(enrolments: QuerySet) -> NextStep:
    """The curriculum that was begun last; one in which nothing was opened yet comes after those."""
    latest = enrolments.order_by(F("last_lesson_key").asc(nulls_last=True), "-pk")
    lesson = _in_readers_language(Subquery(latest.values("last_lesson_key")[:1]))
    if lesson is None:
        return NextStep(
            title=_("Mulai belajar"),
            text=_("Anda sudah mengikuti kurikulum; bacalah pelajaran pertamanya."),
            label=_("Buka pelajaran"),
            url=reverse("learning:mine"),
        )
    return NextStep(
        title=_("Lanjutkan belajar"),
        text=lesson.title,
        label=_("Lanjutkan pelajaran"),
        url=lesson.get_url(),
    )


def _in_readers_language(lesson_key: Subquery) -> Page | None:
    """The lesson's page, in Indonesian where it is not translated."""
    language = get_language()
    there = Page.objects.live().filter(locale__language_code__in=("id", language))
    pages = there.filter(translation_key=lesson_key).annotate(spoken=F("locale__language_code"))
    return max(pages, key=lambda page: page.spoken == language, default=None)
