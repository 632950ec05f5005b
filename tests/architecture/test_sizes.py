"""Files and functions stay small enough to be read at once."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.architecture.source import files, functions, shown

LONGEST_FILE = 250
LONGEST_FUNCTION = 40


def _file_lengths() -> list[int]:
    """Of the product; tests come in rows of examples and may be longer."""
    lengths = [len(path.read_text().splitlines()) for path in files(".py") if shown(path)[:5] != "tests"]
    return [lines for lines in lengths if lines]


def _function_lengths() -> Iterator[tuple[str, int]]:
    for path in files(".py"):
        for function in functions(path):
            yield f"{shown(path)}:{function.name}", (function.end_lineno or 0) - function.lineno + 1


@pytest.mark.parametrize("path", files(".py"), ids=shown)
def test_a_file_is_at_most_250_lines(path: Path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_nine_files_in_ten_are_at_most_150_lines_and_half_at_most_60():
    assert quantiles(_file_lengths(), n=10)[-1] <= 150
    assert median(_file_lengths()) <= 60


def test_a_function_is_at_most_40_lines():
    long = [f"{name} has {lines}" for name, lines in _function_lengths() if lines > LONGEST_FUNCTION]
    assert long == []


def test_nine_functions_in_ten_are_at_most_20_lines():
    assert quantiles([lines for _, lines in _function_lengths()], n=10)[-1] <= 20
