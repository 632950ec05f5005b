"""A point at which a process may be made to die is passed somewhere, and whatever is passed has its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from services.chassis.crash import POINTS
from tests.architecture.source import ROOT, files

PRODUCT = ("services", "gateway", "deploy")


def _passed(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "crash_at":
            yield ast.literal_eval(node.args[0])


def test_the_points_that_are_named_are_those_that_are_passed():
    product = [path for path in files(".py") if path.relative_to(ROOT).parts[0] in PRODUCT]
    passed = [point for path in product for point in _passed(path)]
    assert set(passed) == set(POINTS)
