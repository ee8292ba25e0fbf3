"""Pages of curricula read many at a time: by what they hang under, in the reader's words."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Length, Substr
from django.utils.translation import get_language
from wagtail.models import Page

from courses.curricula.models import CurriculumPage, ModulePage

STEP = Page.steplen  # of a page's path: a lesson's without its last step is its module's


def under(pages: QuerySet, tops: QuerySet, steps: int) -> QuerySet:
    """Of these pages those that hang so many steps below one of ``tops``, each with its ``top``:
    the path of that one.
    """
    top = Substr("path", 1, Length("path") - steps * STEP)
    return pages.annotate(top=top).filter(top__in=tops.order_by().values("path"))


def in_words(pages: QuerySet) -> QuerySet:
    """Each with ``said``: its title in the reader's language, its own where there is none."""
    if (language := get_language()) == "id":
        return pages.annotate(said=F("title"))
    twins = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    return pages.annotate(said=Coalesce(Subquery(twins.order_by().values("title")[:1]), "title"))


def title(code: str | Combinable, edition: str | Combinable) -> Subquery:
    """For a query of another table: the title of a published curriculum in the reader's language,
    or NULL. ``code`` and ``edition`` may be references to the outer row.
    """
    published = CurriculumPage.objects.live().filter(
        code=code, edition=edition, locale__language_code="id"
    )
    return Subquery(in_words(published).order_by().values("said")[:1])


def modules(code: str, edition: str) -> QuerySet:
    """The published modules of a published curriculum in their order, Indonesian, with ``said``."""
    tops = CurriculumPage.objects.live().filter(
        code=code, edition=edition, locale__language_code="id"
    )
    return in_words(under(ModulePage.objects.live(), tops, 1)).order_by("number")
