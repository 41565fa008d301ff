"""The text of the tree: how long things are, what they are called, and words that do not belong here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools import hosts
from devtools.places import ROOT

LONGEST_FILE = 315
"""About 300 lines; nobody parts a file over a dozen."""
LONGEST_TEST_FILE = 480
"""A table of cases may read on."""
LONGEST_FUNCTION = 40
LONGEST_VIEW = 25
# Counted is what a function does: not its decorators, its parameters or its docstring.

LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS = {
    "src/ballot/fast/scalars.py:weigh": "one compiled loop: parting it would hand its work space about",
    "src/ballot/vectors/archives.py:_forms": "a list of forms, one line each",
    "src/ballot/verify/naive.py:verify_naive": "every step of a verification in one reading, without a jump",
    "src/ballot/verify/report.py:make_report": "one flat mapping of a finished replay",
    "src/ballot/vectors/election.py:ballots": "a worked example reads from top to bottom",
    "src/ballot/vectors/worked.py:play": "a worked example reads from top to bottom",
    "src/gonghui/congress/papers/compose/__init__.py:_section": "one flat case for each paper",
    "src/gonghui/congress/papers/tests/plant/people.py:qualification": "one whole report, as data",
    "src/gonghui/congress/tests/test_voting.py:test_flow_when_walked_through_then_each_step_is_the_next_one": "a walk",
}
VAGUE = {"utils", "util", "common", "helpers", "helper", "base", "manager", "managers", "service", "services", "misc"}
VAGUE_YET_NEEDED = {"src/gonghui/kernel/db/postgresql/base.py": "Django loads a database backend by this name"}

# With character classes, so that this file does not hold the words itself.
FOREIGN = {
    "an unfinished thing": re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b"),
    "the number of a ticket": re.compile(r"\b(is[s]ue|ticket|PR)s? #?\d+\b|\bGH-\d+", re.IGNORECASE),
    "a place outside the tree": re.compile(r"\.\.[/]shared|[/]work/(main|shared)|[/]tmp/(?!\S*\{)\w*team"),
}
PROSE = {".py", ".md", ".html", ".ts", ".mjs", ".scss", ".typ", ".toml", ".env", ".json", ".txt", ".yml", ""}

LISTED = [path for path in hosts.listed() if path.is_file()]
PYTHON = [path for path in LISTED if path.suffix == ".py" and "migrations" not in path.parts]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of what a function does: its body without the docstring."""
    said = ast.get_docstring(function, clean=False) is not None
    doing = function.body[1:] if said else function.body
    return (function.end_lineno or 0) - doing[0].lineno + 1 if doing else 0


def too_long(path: Path) -> Iterator[str]:
    in_views = "views" in path.parts or path.stem == "views"
    most = LONGEST_VIEW if in_views and not is_test(path) else LONGEST_FUNCTION
    for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
        if length(function) > most:
            yield f"{shown(path)}:{function.name}"


def test_functions_when_measured_then_none_is_longer_than_a_screen_without_a_reason():
    assert {name for path in PYTHON for name in too_long(path)} == set(LONG_FUNCTIONS)


def test_files_when_measured_then_none_is_longer_than_it_may_be_without_a_reason():
    def most(path: Path) -> int:
        return LONGEST_TEST_FILE if is_test(path) else LONGEST_FILE

    long = {shown(path) for path in PYTHON if len(path.read_text(encoding="utf-8").splitlines()) > most(path)}
    assert long == set(LONG_FILES)


def test_modules_when_named_then_by_what_they_hold():
    assert {shown(path) for path in PYTHON if {path.stem, path.parent.name} & VAGUE} == set(VAGUE_YET_NEEDED)


def test_product_does_not_print():
    product = [path for path in PYTHON if path.is_relative_to(ROOT / "src") and not is_test(path)]
    assert len(product) > 200
    printing = [
        f"{shown(path)}:{node.lineno}"
        for path in product
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_every_module_of_the_product_says_its_job_in_its_first_lines():
    product = [
        path for path in PYTHON if path.is_relative_to(ROOT / "src") and path.read_text(encoding="utf-8").strip()
    ]
    assert [shown(path) for path in product if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("what", FOREIGN)
def test_text_of_the_tree_holds_no_word_that_does_not_belong(what):
    found = []
    for path in LISTED:
        if path.suffix in PROSE and path.stat().st_size < hosts.LARGEST and path.name != "package-lock.json":
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                found += [f"{shown(path)}:{number}"] if FOREIGN[what].search(line) else []
    assert found == []


def test_tree_names_no_package_registry():
    assert hosts.problems() == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("an unfinished thing", "# TO" "DO: later"),
        ("the number of a ticket", "see is" "sue #12"),
        ("a place outside the tree", "read .." "/shared/README.md"),
    ],
)  # fmt: skip
def test_word_that_does_not_belong_when_planted_then_is_found(what, line):
    assert FOREIGN[what].search(line)


def test_long_function_when_planted_then_is_measured_without_its_docstring():
    lines = ["def f(", "    a: int,", "):", '    """Say it', "", "    at length.", '    """', *["    x = 1"] * 41]
    assert [length(one) for one in functions(ast.parse("\n".join(lines)))] == [41]
