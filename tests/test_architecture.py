"""What import-linter cannot see: names in strings, files and where they lie.

The order of the house is read from the import-linter contract in ``pyproject.toml``.
"""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse

from stc.look.urls import design_urls
from tests.routes import doors

BASE = settings.BASE_DIR
ROOTS = ("associations", "certification", "courses", "search", "stc")
OUR_CODE = [f for root in ROOTS for f in (BASE / root).rglob("*.py") if "migrations" not in f.parts]
ALL_CODE = [*OUR_CODE, *(BASE / "tests").rglob("*.py"), *(BASE / "bench").rglob("*.py")]
TEMPLATES = sorted((BASE / "templates").rglob("*.html")) + sorted(
    (BASE / "templates").rglob("*.txt")
)
OURS = [app for app in apps.get_app_configs() if app.name.split(".")[0] in ROOTS]
DOORS = ("views", "forms", "tasks", "api", "wagtail_hooks")
# Parts of the house that are no Django apps of their own.
NO_APPS = {"stc.urls", "stc.errors", "stc.blocks", "stc.shared_cache", "stc.security_kinds"}


def _name(file: Path) -> str:
    return str(file.relative_to(BASE))


@cache
def layers() -> list[set[str]]:
    """The house from the roof down; brackets stay on apps that are not born yet."""
    contracts = tomllib.loads((BASE / "pyproject.toml").read_text())["tool"]["importlinter"]
    house = next(c for c in contracts["contracts"] if c["name"].startswith("The house"))
    return [set(re.split(r"\s*[:|]\s*", layer)) for layer in house["layers"]]


@cache
def height(module: str) -> int | None:
    """How far from the roof a module's layer lies; None for what is not ours or has no layer."""
    for depth, layer in enumerate(layers()):
        for part in layer:
            if module == part or module.startswith(f"{part}."):
                return depth
    return None


def is_upward(lower: str, upper: str) -> bool:
    """Whether the first module lies below the second, so that it may not know it."""
    own, other = height(lower), height(upper)
    return None not in (own, other) and own > other


def _module(file: Path) -> str:
    return ".".join(file.relative_to(BASE).with_suffix("").parts).removesuffix(".__init__")


def app_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


# --- apps ------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", OURS, ids=lambda app: app.name)
def test_each_app_has_its_layer_and_says_what_it_is_for(app):
    assert {app.name} <= set().union(*layers()), "a born app stands in the layers, unbracketed"
    assert (type(app).__doc__ or "").strip(), "the AppConfig's docstring says the app's trade"
    assert app.label == app.name.split(".")[-1]


def test_each_layer_without_brackets_is_there():
    listed = {part for layer in layers() for part in layer if not part.startswith("(")}

    assert listed - NO_APPS == {app.name for app in OURS}


# --- models ----------------------------------------------------------------------------------


def _upward_relations() -> list[str]:
    found = []
    for app in OURS:
        for model in app.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                target = field.related_model if field.is_relation and field.concrete else None
                if target and is_upward(app.name, target._meta.app_config.name):
                    found.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    return found


def test_every_relation_points_down():
    assert _upward_relations() == []


# --- code ------------------------------------------------------------------------------------


def _imports(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def foreign_doors(module: str, source: str) -> list[str]:
    """Imports of another app's views, forms, tasks, API or hooks; the roof's urls may include."""
    return [
        f"{module} imports {name}"
        for name in _imports(ast.parse(source))
        if name.split(".")[0] in ROOTS
        and app_of(name) != app_of(module)
        and len(name.split(".")) > 2
        and name.split(".")[2] in DOORS
        and module not in ("stc.urls", "stc.api.urls")
    ]


def test_no_app_imports_the_doors_of_another():
    assert [b for f in OUR_CODE for b in foreign_doors(_module(f), f.read_text())] == []


def signal_rules(module: str, source: str) -> list[str]:
    """Signals of models: a rule in one cannot be seen by whoever reads the act."""
    return [
        f"{module} listens to {name}"
        for name in _imports(ast.parse(source))
        if re.fullmatch(r"django\.db\.models\.signals\.(pre|post)_(save|delete|init)", name)
        or name in ("django.db.models.signals.m2m_changed", "django.dispatch.Signal")
    ]


def test_no_rule_hides_in_a_signal():
    assert [b for f in OUR_CODE for b in signal_rules(_module(f), f.read_text())] == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "tools", "managers"])
def test_no_module_has_a_name_that_refuses_nothing(name):
    assert [_name(f) for f in ALL_CODE if name in (f.stem, f.parent.name)] == []


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {_name(f): n for f in ALL_CODE if (n := len(f.read_text().splitlines())) > 400}

    assert long == {}


def test_nothing_is_put_off_or_waved_through():
    excuse = re.compile(r"#\s*(TODO|FIXME|XXX|type: ignore|pragma)|mark\.(skip|xfail)\b")

    assert [
        _name(f) for f in ALL_CODE if excuse.search(f.read_text()) and f != Path(__file__)
    ] == []


# --- templates -------------------------------------------------------------------------------


def test_every_template_lies_in_the_folder_of_an_app():
    labels = {app.label for app in OURS}
    # Folders that libraries look in for their own templates: we only dress those.
    dressed = {
        "account",
        "mfa",
        "allauth",
        "socialaccount",
        "django",
        "wagtailadmin",
        "usersessions",
    }
    frames = {
        "base.html",
        "400.html",
        "403.html",
        "403_csrf.html",
        "404.html",
        "429.html",
        "500.html",
    }
    astray = [
        str(path)
        for file in TEMPLATES
        if (path := file.relative_to(BASE / "templates")).parts[0] not in labels | dressed
        and str(path) not in frames
    ]

    assert not astray, "\n".join(astray)


# Pieces of the look that pages may take, though none does yet.
OFFERED = {"look/_bootstrap_js.html"}


def test_every_template_of_ours_is_used():
    labels = {app.label for app in OURS}
    said = "\n".join(f.read_text() for f in [*OUR_CODE, *TEMPLATES])
    # Put together from a folder and a kind: ``f"notices/{kind}/body.txt"``.
    made_up = tuple(re.findall(r"""f["'](\w+/[\w/]*)\{""", said))
    unused = [
        path
        for file in TEMPLATES
        if (path := str(file.relative_to(BASE / "templates"))).split("/")[0] in labels
        and not _is_page_type(path.split("/", maxsplit=1)[0], file.stem)
        and path not in said
        and path not in OFFERED
        and not path.startswith(made_up)
    ]

    assert not unused, "\n".join(unused)


def _is_page_type(label: str, stem: str) -> bool:
    """Wagtail finds a page's template by the name of its model."""
    return any(
        re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() == stem
        for model in apps.get_app_config(label).get_models()
    )


# --- addresses -------------------------------------------------------------------------------


@cache
def owners() -> dict[str, str]:
    """Which app answers at each named address."""
    return {door.name: resolve(door.path).func.__module__ for door in doors() if door.path}


def upward_addresses(module: str, source: str) -> list[str]:
    """Names of addresses in ``reverse``, ``redirect`` and ``{% url %}`` that lie above."""
    named = re.findall(r"""(?:reverse(?:_lazy)?|redirect)\(\s*["']([\w:.-]+)["']""", source)
    named += re.findall(r"""\{%\s*url\s+["']([\w:.-]+)["']""", source)
    return [
        f"{module} leads to {name}"
        for name in named
        if name in owners() and is_upward(module, owners()[name])
    ]


def test_no_code_names_an_address_above_it():
    assert [b for f in OUR_CODE for b in upward_addresses(_module(f), f.read_text())] == []


def test_no_template_names_an_address_above_its_app():
    names = {app.label: app.name for app in OURS if app.label != "look"}  # frames know the house
    found = []
    for file in TEMPLATES:
        folder = file.relative_to(BASE / "templates").parts[0]
        if folder in names:
            found += upward_addresses(names[folder], file.read_text())

    assert not found, "\n".join(found)


def test_every_address_that_a_template_names_exists():
    named = {door.name for door in doors()} | {pattern.name for pattern in design_urls}
    dead = []
    for file in TEMPLATES:
        for name in re.findall(r"""\{%\s*url\s+["']([\w:.-]+)["']""", file.read_text()):
            if name not in named:
                try:
                    reverse(name)
                except NoReverseMatch:
                    dead.append(f"{_name(file)}: {name}")

    assert not dead, "\n".join(dead)


FORM_OF_FIELDS = re.compile(r'<form class="(?:form|filters)"[^>]*>')


def test_every_form_is_judged_by_us_in_the_readers_language():
    left_to_the_browser = [
        f"{file.relative_to(BASE)}: {form}"
        for file in TEMPLATES
        for form in FORM_OF_FIELDS.findall(file.read_text())
        if "novalidate" not in form
    ]

    assert not left_to_the_browser, "\n".join(left_to_the_browser)


# --- the guards themselves -------------------------------------------------------------------


def test_the_guards_see_what_they_are_for():
    assert is_upward("stc.audit", "stc.accounts")
    assert not is_upward("stc.accounts", "stc.audit")
    assert not is_upward("stc.accounts", "django.contrib.auth")
    assert foreign_doors("stc.notices.x", "from stc.accounts.views import f")
    assert foreign_doors("stc.notices.x", "from stc.accounts import forms")
    assert not foreign_doors("stc.notices.x", "from stc.accounts import services")
    assert not foreign_doors("stc.accounts.urls", "from stc.accounts import views")
    assert signal_rules("stc.x", "from django.db.models.signals import post_save")
    assert not signal_rules("stc.x", "from django.db.models.signals import post_migrate")
    assert upward_addresses("stc.audit.views", 'reverse("home:mine")')
    assert upward_addresses("stc.audit", "{% url 'home:mine' %}")
    assert not upward_addresses("stc.home", "{% url 'home:mine' %}")
