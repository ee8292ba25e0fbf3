"""A page speaks one language: to an English reader no Indonesian text shows, and the other way.

Every page that opens without an argument is read by a stranger, by a person and by a platform
admin. An element with a ``lang`` of its own, or ``translate="no"`` (names, data), says so itself.
"""

import re
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings
from wagtail.models import Page

from stc.accounts import groups
from stc.home import reference
from stc.look import catalogue
from tests.accounts.factories import PersonFactory, officer
from tests.routes import doors

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = {"alt", "title", "placeholder", "aria-label"}
NOT_OURS = ("/cms/", "/api/", "/dokumen/", "/healthz", "/readyz")


class _Reader(HTMLParser):
    """What a page says to its reader: text between tags, and the attributes that are read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: set[str] = set()
        self._open: list[tuple[str, bool]] = []  # each element, and whether it is passed over
        self.feed(html)

    def _hears(self, text: str | None) -> None:
        if text and (plain := " ".join(text.split())) and not (self._open and self._open[-1][1]):
            self.said.add(plain)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        passed = tag in ("script", "style", "svg", "kbd") or given.get("translate") == "no"
        passed = passed or (tag != "html" and "lang" in given)
        passed = passed or bool(self._open and self._open[-1][1])
        if not passed:
            for name in SPOKEN & given.keys():
                self._hears(given[name])
            if tag == "input" and given.get("type") in ("submit", "button"):
                self._hears(given.get("value"))
        if tag not in VOID:
            self._open.append((tag, passed))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag in {name for name, _ in self._open}:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        self._hears(data)


def said_by(html: str) -> set[str]:
    return _Reader(html).said


def _pattern(text: str) -> str | None:
    """The text as it shows, whatever fills its placeholders; None where too little is left."""
    parts = [" ".join(part.split()) for part in re.split(r"%\(\w+\)[sdf]|\{\w*\}", text)]
    if sum(len(part) for part in parts) < 6 and len(parts) > 1:
        return None
    return r"\s*.+?\s*".join(re.escape(part) for part in parts)


@cache
def only_in(language: str) -> re.Pattern:
    """What the catalogue says in this language, and in no case in the other."""
    pairs = []
    for entry in polib.pofile(str(catalogue.po_file(settings.BASE_DIR))):
        if entry.msgid_plural:
            pairs += [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid, entry.msgstr_plural[1])]
        else:
            pairs.append((entry.msgid, entry.msgstr))
    indonesian, english = ({text for pair in pairs if (text := pair[n])} for n in (0, 1))
    own, other = (indonesian, english) if language == "id" else (english, indonesian)
    # A word that both languages use in some place proves nothing in another.
    words = {text for text in own - other if text.lower() not in {o.lower() for o in other}}
    return re.compile("|".join(p for text in sorted(words) if (p := _pattern(text))))


def strays(html: str, language: str) -> list[str]:
    """Texts of a page in this language that stand in the catalogue as the other one's."""
    wrong = only_in({"id": "en", "en": "id"}[language])
    return sorted(text for text in said_by(html) if wrong.fullmatch(text))


@pytest.fixture
def house(db):
    """Reference data and first pages, as every installation has them."""
    reference.load()


@pytest.fixture(params=["stranger", "person", "platform admin"])
def reader(request, client, house):
    if request.param == "person":
        client.force_login(PersonFactory(full_name="Xyz"))
    elif request.param == "platform admin":
        client.force_login(officer(groups.PLATFORM_ADMINS, full_name="Xyz"))
    return client


def _pages() -> list[str]:
    paths = [d.path for d in doors() if d.bare and d.path and not d.path.startswith(NOT_OURS)]
    one_of_each_type = {}
    for page in Page.objects.live().filter(locale__language_code="id", depth__gt=1):
        if where := page.get_url_parts():
            one_of_each_type[page.content_type_id] = where[2]
    return sorted({*paths, *one_of_each_type.values()})


def _read(client, path: str, language: str) -> str | None:
    client.cookies["bahasa"] = language
    session = client.session
    if "language" in session:
        session["language"] = language
        session.save()
    answer = client.get(path, headers={"host": "localhost"})
    html = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if answer.status_code == 200 and html else None


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_the_language_that_was_chosen(reader, language):
    heard = {path: html for path in _pages() if (html := _read(reader, path, language))}

    wrong = [f"{path}: {text}" for path, html in heard.items() for text in strays(html, language)]

    assert not wrong, "\n".join(wrong)
    assert len(heard) > 3
    assert all(f'lang="{language}"' in html for html in heard.values())


def test_a_text_of_the_other_language_is_noticed():
    english = '<html lang="en"><p>Langsung ke isi</p><p lang="id">Langsung ke isi</p></html>'
    indonesian = '<html lang="id"><a title="Skip to content"></a><b translate="no">Skip</b></html>'
    skip = next(
        entry.msgstr
        for entry in polib.pofile(str(catalogue.po_file(settings.BASE_DIR)))
        if entry.msgid == "Langsung ke isi"
    )

    assert strays(english, "en") == ["Langsung ke isi"]
    assert strays(indonesian.replace("Skip to content", skip), "id") == [skip]
    assert strays(english, "id") == []
