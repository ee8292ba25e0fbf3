import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation

from stc.audit import acts

HOUSE = ("associations", "certification", "courses", "search", "stc")


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for part in HOUSE:
        for path in (settings.BASE_DIR / part).rglob("*.py"):
            yield path, ast.parse(path.read_text())


def _literals(value: ast.expr, named: dict[str, list[ast.expr]]) -> set[str]:
    """Every text that an expression may be: itself, either side of an ``if``, what a name holds."""
    if isinstance(value, ast.Constant):
        return {str(value.value)}
    if isinstance(value, ast.IfExp):
        return _literals(value.body, named) | _literals(value.orelse, named)
    if isinstance(value, ast.Name):
        return {text for one in named.get(value.id, []) for text in _literals(one, named)}
    return set()


def _named(tree: ast.Module) -> dict[str, list[ast.expr]]:
    named = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).append(node.value)
        if isinstance(node, ast.Call):  # an act handed on to a function of the same file
            handed = [k.value for k in node.keywords if k.arg == "act"]
            named.setdefault("act", []).extend(v for v in handed if not isinstance(v, ast.Name))
    return named


def recorded(path: Path, tree: ast.Module) -> list[tuple[str, set[str]]]:
    """Where a line of the trail is written, and every act that it may name there."""
    named = _named(tree)
    return [
        (f"{path.name}:{call.lineno}", _literals(keyword.value, named))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and "record" in (getattr(call.func, "attr", ""), getattr(call.func, "id", ""))
        for keyword in call.keywords
        if keyword.arg == "act"
    ]


def everywhere() -> dict[str, set[str]]:
    return {
        f"{path.parent}/{where}": names
        for path, tree in sources()
        for where, names in recorded(path, tree)
    }


def test_every_act_of_the_trail_has_words_for_people():
    named = set().union(*everywhere().values())

    assert len(named) > 20
    assert named - dict(acts.choices()).keys() == set()


def test_no_act_is_put_together_where_nobody_can_look_for_it():
    assert [where for where, names in everywhere().items() if not names] == []


def test_an_act_is_named_by_its_app_and_a_verb():
    labels = {config.label for config in apps.get_app_configs()}
    shape = re.compile(r"([a-z]+)\.[a-z]+(_[a-z]+)*")
    names = set(dict(acts.choices())).union(*everywhere().values())

    assert [name for name in names if not (m := shape.fullmatch(name)) or m[1] not in labels] == []


def test_an_act_that_nobody_named_is_seen():
    code = (
        "A = 'x.do'\nrecord(act='x.no')\naudit.record(act=A, by=None)\naudit.record(act=f'x.{y}')"
    )

    found = recorded(Path("trial.py"), ast.parse(code))

    assert [names for _where, names in found] == [{"x.no"}, {"x.do"}, set()]


def test_the_words_are_in_both_languages():
    names = [act for act, _label in acts.choices()]

    with translation.override("id"):
        indonesian = [acts.label(name) for name in names]
    with translation.override("en"):
        english = [acts.label(name) for name in names]

    assert [one for one, other in zip(indonesian, english, strict=True) if one == other] == []
