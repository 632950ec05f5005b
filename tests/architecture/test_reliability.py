"""docs/reliability.md names, for each gap of the stack, a test that would turn red."""

import re

import pytest

from tests.architecture.source import ROOT, files, functions

PAGE = (ROOT / "docs" / "reliability.md").read_text()
ROWS = {
    int(row): re.findall(r"`(test_\w+)`", line)
    for line in PAGE.splitlines()
    for row in re.findall(r"^\| (\d+) \|", line)
}
TESTS = {
    function.name
    for path in files(".py")
    if path.name.startswith("test_")
    for function in functions(path)
    if function.name.startswith("test_")
}


@pytest.mark.parametrize("row", range(1, 21))
def test_a_row_names_a_test(row: int):
    assert ROWS[row]


@pytest.mark.parametrize("name", re.findall(r"`(test_\w+)`", PAGE))
def test_a_named_test_is_there(name: str):
    assert name in TESTS
