"""What must hold of all code: floors, foreign keys, where rows are read, pure rules, plain pages."""

import ast
import doctest
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "maklumat"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS, PURE = CONTRACTS[0]["layers"], CONTRACTS[1]["source_modules"]
APPS = sorted(path.parent.name for path in CODE.glob("*/apps.py"))

# The doors to rows. A subject of core that is nothing but reading and writing its one table is
# its own queries and actions, in one file named for what it knows.
DOORS = {"models", "queries", "actions"}
# Which rows a person may see is a question that every query asks; the demo is written in bulk.
MORE_DOORS = {
    "agencies/policy.py",
    "agencies/permissions.py",
    "agencies/demo.py",
    "agencies/people.py",  # actions on people
    "agencies/reorganisation.py",  # actions on the tree
    "catalogue/approval.py",  # the action that sets up the steps of approval
    "catalogue/demo",
    "catalogue/duties.py",  # reads of what agencies publish of themselves
    "catalogue/library.py",  # actions on templates
    "catalogue/reviewing.py",  # actions on checks and statements
    "catalogue/reviews.py",  # reads of them
    "catalogue/shelf.py",  # reads of templates
    "catalogue/standing.py",  # reads of completeness
    "pages/demo",
    "pages/sites.py",  # reads of microsites
}
CORE_DOORS = {"audit", "documents", "numbers", "outbox", "parcels", "uploads", "worker"}
NO_NAMES = {"utils", "helpers", "common", "managers", "services", "selectors", "misc"}
CLOCK_AND_FILES = {
    "now",
    "today",
    "utcnow",
    "localtime",
    "monotonic",
    "open",
    "read_text",
    "environ",
}


def python_files() -> Iterator[Path]:
    """Give every module of ours that is neither test nor migration."""
    for path in sorted(CODE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path


def floor(app: str) -> int:
    """Return how high an app stands; the lowest is 0."""
    words = [re.findall(r"\w+", layer) for layer in reversed(LAYERS)]
    return next(height for height, names in enumerate(words) if app in names)


# --- Floors -----------------------------------------------------------------------------------


def test_imports_go_down() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_app_stands_on_a_floor() -> None:
    assert [app for app in APPS if app not in re.findall(r"\w+", " ".join(LAYERS))] == []


def upward_links(model: type[Model]) -> Iterator[str]:
    own = model._meta.app_label
    for field in model._meta.get_fields():
        target = field.related_model if isinstance(field, Field) else None
        if not isinstance(target, type) or not target.__module__.startswith("maklumat."):
            continue
        other = target._meta.app_label
        if own != other and floor(other) >= floor(own):
            yield f"{own}.{model.__name__}.{field.name} → {other}"


@pytest.mark.parametrize("app", APPS)
def test_foreign_keys_point_down(app: str) -> None:
    models = apps.get_app_config(app).get_models(include_auto_created=True)

    assert [link for model in models for link in upward_links(model)] == []


# --- Where things stand -----------------------------------------------------------------------


def is_door(path: Path) -> bool:
    app, *rest = path.relative_to(CODE).with_suffix("").parts
    if not rest:
        return False
    if rest[0] in DOORS or (app == "core" and rest[0] in CORE_DOORS):
        return True
    return any(path.is_relative_to(CODE / door) for door in MORE_DOORS)


def lines_with_objects(path: Path) -> list[str]:
    name = path.relative_to(ROOT)
    return [
        f"{name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


def test_rows_are_reached_only_in_models_queries_and_actions() -> None:
    elsewhere = [path for path in python_files() if not is_door(path)]

    assert [line for path in elsewhere for line in lines_with_objects(path)] == []


def test_files_are_named_for_what_they_know() -> None:
    assert [path for path in python_files() if path.stem in NO_NAMES] == []


@pytest.mark.parametrize("app", APPS)
def test_an_app_says_in_five_lines_what_it_is_for(app: str) -> None:
    body = ast.parse((CODE / app / "__init__.py").read_text()).body
    text = ast.get_docstring(ast.Module(body, []))

    assert len(body) == 1, "an app's __init__ holds a docstring and nothing else"
    assert text
    assert len(text.splitlines()) <= 5


def test_every_function_says_its_types() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_typed(node)
    ]

    assert bare == []


def is_typed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    named = [argument for argument in arguments if argument.arg not in {"self", "cls"}]
    return function.returns is not None and all(argument.annotation for argument in named)


# --- Rules ------------------------------------------------------------------------------------


def rule_file(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def has_functions(module: str) -> bool:
    body = ast.parse(rule_file(module).read_text()).body
    return any(isinstance(node, ast.FunctionDef) and node.name[0] != "_" for node in body)


@pytest.mark.parametrize("module", PURE)
def test_a_rule_asks_no_clock_and_no_file(module: str) -> None:
    called = [
        node.func
        for node in ast.walk(ast.parse(rule_file(module).read_text()))
        if isinstance(node, ast.Call)
    ]
    names = {
        node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in called
    }

    assert names & CLOCK_AND_FILES == set()


@pytest.mark.parametrize("module", PURE)
def test_a_rule_shows_a_worked_example_that_runs(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))

    assert result.attempted > 0 or not has_functions(module)
    assert result.failed == 0


def test_a_module_that_calls_itself_pure_is_watched() -> None:
    claims = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in python_files()
        if re.search(r"\bPure\b", ast.get_docstring(ast.parse(path.read_text())) or "")
    ]

    assert [module for module in claims if module not in PURE] == []


# --- Pages ------------------------------------------------------------------------------------

# Letters are read by mail programs, which know no stylesheet file and no Content-Security-Policy.
TEMPLATES = [path for path in sorted(CODE.rglob("*.html")) if "mail" not in path.parts]
DATA_BLOCK = (
    r"""(?!\s[^>]*\bsrc=)(?!\s[^>]*type=["'](?:application/(?:ld\+)?json|speculationrules)["'])"""
)
FORBIDDEN_IN_PAGES = {
    "a style of its own": re.compile(r"\sstyle\s*=|<style\b"),
    "a script of its own": re.compile(rf"<script\b{DATA_BLOCK}"),
    "a handler of its own": re.compile(r"""\son[a-z]+\s*=\s*["']"""),
}


@pytest.mark.parametrize("fault", FORBIDDEN_IN_PAGES)
def test_no_page_has(fault: str) -> None:
    pattern = FORBIDDEN_IN_PAGES[fault]

    assert [
        str(path.relative_to(ROOT)) for path in TEMPLATES if pattern.search(path.read_text())
    ] == []


def id_selectors(path: Path) -> list[str]:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", text)
    return [line.strip() for line in selectors if re.search(r"#[A-Za-z_]", line)]


def test_no_stylesheet_selects_by_id() -> None:
    found = {path.name: id_selectors(path) for path in CODE.glob("**/static/**/*.css")}

    assert {name: lines for name, lines in found.items() if lines} == {}
