"""Every test says what it expects."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, FunctionNode, files, functions, shown

TEST_FILES = [path for path in files(".py") if path.is_relative_to(ROOT / "tests") and "test_" in path.name]
EXPECTING = (
    "expect",
    "wait_until",
    "raises",
    "warns",
    "fail",
    "check_schema",
    "validate",
    "run_state_machine_as_test",
)


def _expects(node: FunctionNode, sayers: set[str]) -> bool:
    """An assertion, an expected error, or a call of something that asserts."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assert):
            return True
        if isinstance(inner, ast.Call):
            called = inner.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in sayers or name in EXPECTING or name.startswith(("assert_", "expect_")):
                return True
    return False


def _silent_tests(path: Path) -> list[str]:
    found = functions(path)
    sayers = {each.name for each in found if not each.name.startswith("test_") and _expects(each, set())}
    tests = [each for each in found if each.name.startswith("test_")]
    return [each.name for each in tests if not _expects(each, sayers)]


@pytest.mark.parametrize("path", TEST_FILES, ids=shown)
def test_every_test_has_an_assertion(path: Path):
    assert _silent_tests(path) == []
