"""docs/reliability.md names, for each gap of the stack, a test that would turn red."""

import re

import pytest

from tests.architecture.source import ROOT, functions

ROWS = {
    int(row): re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", line)
    for line in (ROOT / "docs" / "reliability.md").read_text().splitlines()
    for row in re.findall(r"^\| (\d+) \|", line)
}


@pytest.mark.parametrize("row", range(1, 21))
def test_a_row_names_a_test(row: int):
    assert ROWS[row]


@pytest.mark.parametrize(("file", "name"), [pair for tests in ROWS.values() for pair in tests])
def test_a_named_test_is_there(file: str, name: str):
    assert name in {function.name for function in functions(ROOT / file)}
