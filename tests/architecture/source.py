"""The project's own files, as the tests of its form read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Made on this machine, never part of the project (.gitignore).
MADE_HERE = {
    ".git", ".venv", "var", "build", "__pycache__", "linli.egg-info",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis",
}  # fmt: skip

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def files(*suffixes: str) -> list[Path]:
    """Every file of the project, or those whose name ends so."""
    return sorted(_walk(ROOT, suffixes))


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in MADE_HERE:
            continue
        if path.is_dir():
            yield from _walk(path, suffixes)
        elif not suffixes or path.name.endswith(suffixes):
            yield path


def functions(path: Path) -> list[FunctionNode]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, FunctionNode)]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
