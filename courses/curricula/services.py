import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from courses.competencies.models import Kind, Unit
from courses.curricula.errors import BadCurriculumRow, NoSuchCurriculum
from courses.curricula.models import CurriculumIndexPage, CurriculumPage, LessonPage, ModulePage
from stc.blocks import read_article

HERE = Path(__file__).parent
INDEX = {
    "id": (
        "Kurikulum",
        "Apa yang diajarkan, berapa jam, dan unit kompetensi mana yang dicapai.",
    ),
    "en": ("Curricula", "What is taught, in how many hours, and which units it leads to."),
}
FIRST_EDITION = "2026"
WORDS_A_MINUTE = 150  # read on a phone, with care


def find_edition(code: str, edition: str | None = None) -> CurriculumPage:
    """The published curriculum of a code in Indonesian: an edition, or the newest.

    Raises ``NoSuchCurriculum``.
    """
    found = CurriculumPage.objects.live().filter(code=code, locale__language_code="id")
    if edition is not None:
        found = found.filter(edition=edition)
    page = found.order_by("-edition").first()
    if page is None:
        raise NoSuchCurriculum(curriculum=code)
    return page


@transaction.atomic
def load_curricula(
    *, under: dict[str, Page], file: Path = HERE / "data" / "curricula.csv", only: str = ""
) -> None:
    """Make the pages of the file's curricula under the given parent page of each language.

    A curriculum that is there already is left alone, since editors own it from then on. ``only``
    loads a single code. Raises ``BadCurriculumRow`` before anything is written.
    """
    with file.open(encoding="utf-8", newline="") as rows:
        modules = list(_checked(csv.DictReader(rows)))
    index = _index(under["id"], "id")
    english_index = _index(under["en"], "en", index)
    for code, group in groupby(modules, key=lambda row: row["curriculum_code"]):
        there = CurriculumPage.objects.filter(code=code, edition=FIRST_EDITION).exists()
        if not there and only in ("", code):
            rows = list(group)
            original = _curriculum(index, rows, "id", {})
            _curriculum(english_index, rows, "en", original)


def _checked(rows: Iterator[dict[str, str]]) -> Iterator[dict[str, str]]:
    known = set(Unit.objects.values_list("code", flat=True))
    for number, row in enumerate(rows, start=2):
        for column in ("module_no", "hours_theory", "hours_practice"):
            if not row[column].isdecimal():
                raise BadCurriculumRow(row=number, column=column, value=row[column])
        if row["kind"] not in Kind.values:
            raise BadCurriculumRow(row=number, column="kind", value=row["kind"])
        for code in row["units"].split(";"):
            if code not in known:
                raise BadCurriculumRow(row=number, column="units", value=code)
        yield row


def _index(home: Page, language: str, original: Page | None = None) -> CurriculumIndexPage:
    found = CurriculumIndexPage.objects.filter(locale=home.locale).first()
    if found is not None:
        return found
    title, summary = INDEX[language]
    page = CurriculumIndexPage(title=title, slug="kurikulum", search_description=summary)
    return _add(home, page, original)


def _add(parent: Page, page: Page, original: Page | None) -> Page:
    """Add a page; its translation shares the key, and the slug, of its original."""
    page.locale = parent.locale
    if original is not None:
        page.translation_key = original.translation_key
    return parent.add_child(instance=page)


def _curriculum(
    index: Page, rows: list[dict[str, str]], language: str, originals: dict[str, Page]
) -> dict[str, Page]:
    """One curriculum with its modules and lessons; gives each page made, by its slug's path."""
    first = rows[0]
    made: dict[str, Page] = {}

    def add(parent: Page, page: Page, path: str) -> Page:
        made[path] = _add(parent, page, originals.get(path))
        return made[path]

    curriculum = add(
        index,
        CurriculumPage(
            title=first[f"curriculum_title_{language}"],
            slug=slugify(first["curriculum_title_id"]),
            code=first["curriculum_code"],
            kind=first["kind"],
            level=first["level"],
            edition=FIRST_EDITION,
            source=first["source"],
            confidence=first["confidence"],
        ),
        "",
    )
    for row in rows:
        _module(add, curriculum, row, language)
    return made


def _module(add, curriculum: Page, row: dict[str, str], language: str) -> None:
    number = int(row["module_no"])
    module = ModulePage(
        title=row[f"module_title_{language}"],
        slug=f"{number}-{slugify(row['module_title_id'])}"[:80].rstrip("-"),
        number=number,
        hours_theory=int(row["hours_theory"]),
        hours_practice=int(row["hours_practice"]),
    )
    module.units = list(Unit.objects.filter(code__in=row["units"].split(";")))
    module = add(curriculum, module, f"{number}")
    written = sorted(
        (HERE / "content" / row["curriculum_code"].lower()).glob(f"{number:02}-*.{language}.html")
    )
    for place, file in enumerate(written, start=1):
        article = read_article(file)
        words = sum(len(str(value).split()) for _kind, value in article.body)
        lesson = LessonPage(
            title=article.title,
            slug=file.name.split(".")[0][3:],
            search_description=article.summary,
            minutes=max(1, round(words / WORDS_A_MINUTE)),
            body=article.body,
        )
        add(module, lesson, f"{number}/{place}")
    if not written:
        title = {"id": "Kerangka modul", "en": "Module outline"}[language]
        lesson = LessonPage(title=title, slug="kerangka", minutes=1, outline=True)
        add(module, lesson, f"{number}/1")
