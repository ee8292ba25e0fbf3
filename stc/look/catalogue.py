"""The English catalogue: what the sources say, what is translated, and whether the two agree.

Written in plain Python (``ast``, Django's ``templatize``, polib): nobody needs gettext installed,
and what checks the catalogue reads the sources exactly as what fills it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOTS = ("associations", "certification", "courses", "search", "stc", "templates")
# Which arguments of a call are context, text and plural, by the function's name.
CALLS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w*)\}")
_STRING = r"""[uU]?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# Only text is left of a template: between the calls stand letters that are no Python.
_CALL = re.compile(rf"\b({'|'.join(CALLS)})\(((?:\s*{_STRING}\s*,?)+)")
_HEAD = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "MIME-Version": "1.0",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Text:
    """One text of the sources. ``file:line`` is where it was met first."""

    context: str | None
    text: str
    plural: str
    where: str

    @property
    def key(self) -> Key:
        return self.context, self.text


class NotWrittenOut(Exception):
    """A text put together before it is looked up: no catalogue can hold it."""


def _literal(node: ast.expr, where: str) -> str | None:
    """The text of an argument; None for a name, whose value is written out elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [_literal(part, where) for part in (node.left, node.right)]
        return None if None in parts else "".join(parts)
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise NotWrittenOut(f"{where}: use %(name)s in the text, and fill it in afterwards")
    return None


def _from_call(name: str, arguments: list[ast.expr], where: str) -> Text | None:
    said = {role: _literal(node, where) for role, node in zip(CALLS[name], arguments, strict=False)}
    if not said.get("text"):
        return None
    return Text(said.get("context"), said["text"], said.get("plural") or "", where)


def in_python(source: str, name: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in CALLS and (found := _from_call(called, node.args, f"{name}:{node.lineno}")):
            yield found


def in_template(source: str, name: str) -> Iterator[Text]:
    flat = templatize(source, origin=name)
    for match in _CALL.finditer(flat):
        arguments = ast.parse(f"f({match[2]})", mode="eval").body.args
        line = flat.count("\n", 0, match.start()) + 1
        if found := _from_call(match[1], arguments, f"{name}:{line}"):
            yield found


def sources(base: Path) -> Iterator[Text]:
    """Every text under the base folder that a reader may see, file by file."""
    for root in ROOTS:
        for file in sorted((base / root).rglob("*")):
            name = str(file.relative_to(base))
            if file.suffix == ".py" and "migrations" not in file.parts:
                yield from in_python(file.read_text("utf-8"), name)
            elif root == "templates" and file.suffix in (".html", ".txt"):
                yield from in_template(file.read_text("utf-8"), name)


def _first(texts: Iterator[Text]) -> dict[Key, Text]:
    """Each once; the plural of whoever gives one."""
    found: dict[Key, Text] = {}
    for text in texts:
        known = found.get(text.key)
        if known is None or (text.plural and not known.plural):
            found[text.key] = text
    return found


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _translated(entry: polib.POEntry) -> bool:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return bool(said) and all(said) and not entry.fuzzy


def po_file(base: Path) -> Path:
    return base / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _salvaged(text: str) -> Iterator[polib.POEntry]:
    """Entries of a file that a merge of lines has broken: those that are whole, each with the first
    translation that stands under it."""
    for block in re.split(r"\n\s*\n", text):
        said: dict[str, str] = {}
        for word, quoted in re.findall(r'^(msg\S+) "(.*)"$', block, re.MULTILINE):
            if word == "msgid" and "msgid" in said:
                said = {}
            said[word] = said.get(word) or polib.unescape(quoted)
        if said.get("msgid"):
            yield polib.POEntry(
                msgctxt=said.get("msgctxt"),
                msgid=said["msgid"],
                msgid_plural=said.get("msgid_plural", ""),
                msgstr=said.get("msgstr", ""),
                msgstr_plural={n: said.get(f"msgstr[{n}]", "") for n in (0, 1)},
            )


def _known(file: Path) -> dict[Key, polib.POEntry]:
    """What is translated already. Where a merge left a text twice, the translated one stays."""
    known: dict[Key, polib.POEntry] = {}
    try:
        entries = list(polib.pofile(str(file)))
    except OSError:
        entries = list(_salvaged(file.read_text("utf-8"))) if file.exists() else []
    for entry in entries:
        if _key(entry) not in known or not _translated(known[_key(entry)]):
            known[_key(entry)] = entry
    return known


def fill(base: Path) -> list[str]:
    """Bring the catalogue up to the sources and compile it; returns what waits for a translator.

    Sorted, without line numbers, each text on one line however long: two branches rarely touch the
    same lines, and a union of both is rarely broken.
    """
    file = po_file(base)
    known = _known(file)
    po = polib.POFile(wrapwidth=0)
    po.metadata = dict(_HEAD)
    for (context, text), said in sorted(
        _first(sources(base)).items(), key=lambda item: (item[0][1], item[0][0] or "")
    ):
        old = known.get((context, text))
        entry = polib.POEntry(msgctxt=context, msgid=text, msgid_plural=said.plural)
        if old is not None and not old.fuzzy:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        if said.plural:
            entry.msgstr = ""
            entry.msgstr_plural = {n: entry.msgstr_plural.get(n, "") for n in (0, 1)}
        else:
            entry.msgstr_plural = {}
        po.append(entry)
    file.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(file))
    po.save_as_mofile(str(file.with_suffix(".mo")))
    return [entry.msgid for entry in po if not _translated(entry)]


def _entries(catalogue: polib.POFile | polib.MOFile) -> dict[Key, tuple]:
    return {
        _key(e): (e.msgid_plural, e.msgstr, tuple(sorted(e.msgstr_plural.items())))
        for e in catalogue
        if e.msgid
    }


def _placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def faults(base: Path) -> list[str]:
    """Where sources, catalogue and compiled catalogue disagree; empty when all is well."""
    found = []
    try:
        wanted = _first(sources(base))
    except NotWrittenOut as error:
        return [str(error)]
    try:
        po = polib.pofile(str(po_file(base)))
    except OSError as error:
        return [f"{error}: run `make messages`"]
    by_key = {_key(entry): entry for entry in po}
    if len(by_key) < len(po):
        found.append("a text stands twice in the catalogue")
    for key, text in wanted.items():
        if key not in by_key:
            found.append(f"{text.where}: not in the catalogue: {text.text!r}")
    for key, entry in by_key.items():
        if key not in wanted:
            found.append(f"nobody says this any more: {entry.msgid!r}")
        elif entry.fuzzy or not _translated(entry):
            found.append(f"{wanted[key].where}: not translated: {entry.msgid!r}")
        else:
            held = _placeholders(entry.msgid + entry.msgid_plural)
            for said in entry.msgstr_plural.values() or [entry.msgstr]:
                if _placeholders(said) != held:
                    found.append(f"{wanted[key].where}: placeholders differ: {said!r}")
    compiled = po_file(base).with_suffix(".mo")
    there = _entries(polib.mofile(str(compiled))) if compiled.exists() else {}
    if there != {key: said for key, said in _entries(po).items() if by_key[key].translated()}:
        found.append("django.mo is not what django.po says: run `make messages`")
    return found
