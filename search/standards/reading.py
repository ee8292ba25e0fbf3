"""The catalogue's files as unsaved rows. Whatever is not known is named, with its file and row."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search.standards import codes
from search.standards.errors import BadCatalogueRow
from search.standards.models import Relation, Standard, Synonym, Topic
from stc.security_kinds import Kind

DATA = Path(__file__).parent / "data"
FILES = ("topics.csv", "synonyms.csv", "standards.csv", "facts.csv", "relations.csv")
# What rows are read by: where it changes, they are read anew.
HERE = Path(__file__).parent
SOURCES = [
    *sorted(Path(codes.__file__).parent.glob("*.py")),
    *(HERE / name for name in ("models.py", "reading.py", "services.py", "words.py")),
]
FACTS_ONLY = "facts only, from bibliographic data; an admin must confirm"
RFC = "https://doi.org/10.17487/RFC{}"


@dataclass(frozen=True)
class Link:
    """A relation between codes, as the files say it or the codes do."""

    code: str
    kind: str
    other: str
    source: str = field(compare=False)
    derived: bool = field(default=False, compare=False)


@dataclass
class Catalogue:
    """All of it, by slugs and codes instead of keys."""

    topics: list[tuple[Topic, str]]  # with the field's slug, empty for a field
    synonyms: list[tuple[str, Synonym]]
    standards: list[tuple[Standard, list[str]]]
    links: list[Link]


def fingerprint(folder: Path) -> str:
    """Of the data and of the code that reads it."""
    digest = hashlib.sha256()
    for file in [*(folder / name for name in FILES), *SOURCES]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def read(folder: Path) -> Catalogue:
    """Raises ``BadCatalogueRow`` with file and row (the heading is row 1)."""
    topics, synonyms = _topics(folder), _synonyms(folder)
    known = {topic.slug for topic, parent in topics if parent}
    standards, links = [], {}
    read_as: dict[str, codes.Code] = {}
    for name, make in (("standards.csv", _described), ("facts.csv", _known_by_facts)):
        for number, row in _rows(folder / name):
            if row["code"] in read_as:
                raise BadCatalogueRow(file=name, row=number, column="code", value=row["code"])
            standard = make(row)
            _check(name, number, "status", standard.status, Standard.Status.values)
            _check(name, number, "kind", standard.kind, ["", *Kind.values])
            slugs = row["topics"].split(";") if row.get("topics") else []
            for slug in slugs:
                _check(name, number, "topics", slug, known)
            read_as[row["code"]] = standard.derive()
            standards.append((standard, slugs))
            if row["superseded_by"]:
                link = Link(
                    row["superseded_by"], Relation.Kind.SUPERSEDES, row["code"], standard.source
                )
                links[link] = link
    editions = Counter(one.undated_key for one, _ in standards if not one.is_supplement)
    for one, _ in standards:
        one.give_address(has_other_editions=editions[one.undated_key] > 1)
    for link in [*_links(folder), *_derived([one for one, _ in standards], read_as)]:
        # The file knows its source better than the column did; both know better than the code.
        if not link.derived or link not in links:
            links[link] = link
    for link in links.values():
        for value in (link.code, link.other):
            _check("relations.csv", link.kind, "code", value, read_as)
    return Catalogue(topics, synonyms, standards, list(links.values()))


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as rows:
        yield from enumerate(csv.DictReader(rows), start=2)


def _check(file: str, row: int | str, column: str, value: str, allowed) -> None:
    if value not in allowed:
        raise BadCatalogueRow(file=file, row=row, column=column, value=value)


def _topics(folder: Path) -> list[tuple[Topic, str]]:
    read, seen = [], {""}
    for number, row in _rows(folder / "topics.csv"):
        _check("topics.csv", number, "field", row["field"], seen)
        if not row["field"]:
            seen.add(row["slug"])
        topic = Topic(slug=row["slug"], name_id=row["name_id"], name_en=row["name_en"])
        read.append((topic, row["field"]))
    return read


def _synonyms(folder: Path) -> list[tuple[str, Synonym]]:
    return [
        (
            row["topic"],
            Synonym(language=row["language"], term=row["term"], weight=float(row["weight"])),
        )
        for _, row in _rows(folder / "synonyms.csv")
    ]


def _described(row: dict[str, str]) -> Standard:
    """Of ``standards.csv``: with abstracts in both languages."""
    told, _, inside = row["confidence"].partition("(")
    rfc = row["code"].removeprefix("RFC ")
    return Standard(
        **{name: row[name] for name in ("code", "body", "title_en", "title_id", "status", "kind")},
        abstract_en=row["abstract_en"],
        abstract_id=row["abstract_id"],
        year=int(row["year"]) if row["year"] else None,
        edition=_edition(row["confidence"]),
        link=RFC.format(rfc) if rfc.isdecimal() else "",
        source=inside.partition(")")[0] if told.startswith("checked") else "",
        confidence=row["confidence"],
    )


def _edition(confidence: str) -> str:
    """``5`` of ``…; edition 5``: the note tells it where the source does."""
    figure = confidence.rpartition("; edition ")[2]
    return figure if figure.isdecimal() else ""


def _known_by_facts(row: dict[str, str]) -> Standard:
    """Of ``facts.csv``: no words of ours. A status that its source does not tell is unknown."""
    return Standard(
        **{name: row[name] for name in ("code", "body", "title_en", "link", "source")},
        year=int(row["year"]) if row["year"] else None,
        status=row["status"] or Standard.Status.UNKNOWN,
        ics=row["ics"].replace(";", ", "),
        confidence=FACTS_ONLY,
    )


def _links(folder: Path) -> Iterator[Link]:
    for number, row in _rows(folder / "relations.csv"):
        _check("relations.csv", number, "relation", row["relation"], Relation.Kind.values)
        yield Link(
            row["code"],
            row["relation"],
            row["other_code"],
            row["source"],
            derived=row["source"].startswith("derived"),
        )


def _derived(standards: list[Standard], read_as: dict[str, codes.Code]) -> Iterator[Link]:
    """What the codes say: who adopts whom, and which supplement amends what."""
    by_key = {one.key: one.code for one in standards}
    for one in standards:
        code = read_as[one.code]
        if code and code.adopts and (adopted := by_key.get(code.adopts.key)):
            yield Link(one.code, Relation.Kind.ADOPTS_IDENTICALLY, adopted, "", derived=True)
        if code and code.amends and (amended := by_key.get(code.amends.key)):
            yield Link(one.code, Relation.Kind.AMENDS, amended, "", derived=True)
