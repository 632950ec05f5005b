"""The tests of the bus say which rows of docs/reliability.md they answer."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, FunctionNode, functions, shown
from tests.architecture.test_reliability import ROWS

MODULES = sorted((ROOT / "tests" / "chassis" / "bus").glob("test_*.py"))
ANSWERS = re.compile(r"Answers (defects? [0-9, and]+|no defect)")


def _tests(path: Path) -> list[FunctionNode]:
    return [function for function in functions(path) if function.name.startswith("test_")]


def _said(node: ast.Module | FunctionNode) -> set[int] | None:
    """The rows that its docstring names; None when it says nothing of any."""
    answers = ANSWERS.findall(ast.get_docstring(node) or "")
    return {int(row) for answer in answers for row in re.findall(r"\d+", answer)} if answers else None


def _said_by_module(path: Path) -> set[int] | None:
    return _said(ast.parse(path.read_text()))


ANSWERED = {
    test.name: (_said(test) or set()) | (_said_by_module(path) or set())
    for path in MODULES
    for test in _tests(path)
}
OF_THE_BUS = [(row, name) for row, names in ROWS.items() for name in names if name in ANSWERED]


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_or_each_of_its_tests_says_what_it_answers(path: Path):
    said = [_said(test) for test in _tests(path)]
    assert _said_by_module(path) is not None or (said and None not in said)


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_that_names_rows_names_those_of_its_tests(path: Path):
    of_module = _said_by_module(path)
    of_tests = set[int]().union(*(_said(test) or set() for test in _tests(path)))
    assert of_tests <= (of_tests if of_module is None else of_module) <= ROWS.keys()


@pytest.mark.parametrize(("row", "name"), OF_THE_BUS)
def test_the_test_of_a_row_says_so(row: int, name: str):
    assert row in ANSWERED[name]
