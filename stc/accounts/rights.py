"""Who may do what, read out of the code: the page ``docs/rights.md``."""

import re
import sys

from django.apps import apps
from django.utils import translation
from rules.permissions import permissions
from rules.predicates import Predicate

from stc.accounts import groups, second_factor
from stc.accounts.services.groups import EDITORS

_HEAD = """# Who may do what

Made from the code by `manage.py rights`; a test compares. A right is a predicate that page, API and
template ask alike (`has_perm`); a list is filtered in SQL (`visible_to`). Roles are held from a day
to a day and end by themselves. `decisions/rights.md` says why it is built so.
"""


def page() -> str:
    """The whole page, in English, ready to be written."""
    with translation.override("en"):
        parts = [_HEAD, _roles(), _second_factor(), _rights(), _words(), _lists()]
    return "\n".join(part for part in parts if part)


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in (head, tuple("---" for _ in head), *rows)]
    return f"## {title}\n\n" + "\n".join(lines) + "\n"


def _roles() -> str:
    rows = []
    for name, label in groups.LABELS.items():
        held = [right for right, test in permissions.items() if f"holds:{name}" in test.name]
        editor = "pages, images, documents, snippets" if name in EDITORS else "–"
        rows.append((str(label), f"`{name}`", _codes(held), editor))
    head = ("Role of the whole body", "Group", "Named in the right to", "In the editor")
    return _table("Roles", head, rows)


def _second_factor() -> str:
    rows = [("Holds a role of the whole body, or is a superuser", "`stc.accounts`")]
    for asks in second_factor.known():
        said = (asks.__doc__ or "").strip().split("\n")[0]
        rows.append((said.rstrip("."), f"`{asks.fn.__module__}`"))
    return _table("Shows a second factor in each session", ("Who", "Said in"), rows)


def _codes(names) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "–"


def _rights() -> str:
    rows = [(f"`{name}`", _said(test.name)) for name, test in sorted(permissions.items())]
    return _table("Rights", ("Right", "Who"), rows)


def _said(name: str) -> str:
    """A predicate's name as a sentence: ``(holds:x & ~is_self)`` is *X and not is self*."""
    said = re.sub(r"holds:([\w-]+)", lambda m: str(groups.LABELS.get(m[1], m[1])), name)
    for sign, word in (("~", "not "), (" & ", " and "), (" | ", " or ")):
        said = said.replace(sign, word)
    said = re.sub(r"\b[a-z]+(?:_[a-z]+)+\b", lambda m: f"`{m[0]}`", said)
    return said[1:-1] if said.startswith("(") else said  # the pair around a whole predicate


def _words() -> str:
    """What the predicates in those sentences mean, by their docstrings."""
    used = " ".join(test.name for test in permissions.values())
    meanings = {}
    for module in [m for n, m in sys.modules.items() if n.endswith(".permissions")]:
        for thing in vars(module).values():
            if isinstance(thing, Predicate) and re.fullmatch(r"[a-z_]+", thing.name):
                first = (thing.__doc__ or "").strip().split("\n")[0]
                meanings[thing.name] = first
    rows = [
        (f"`{name}`", said)
        for name, said in sorted(meanings.items())
        if re.search(rf"\b{name}\b", used)
    ]
    return _table("Words", ("Word", "True for"), rows)


def _lists() -> str:
    rows = []
    for model in apps.get_models():
        visible_to = getattr(model._default_manager.get_queryset(), "visible_to", None)
        if visible_to is not None:
            said = (visible_to.__doc__ or "").strip().split("\n")[0]
            rows.append((f"`{model._meta.label}`", said))
    return _table("Lists", ("Rows of", "Seen by"), sorted(rows))
