"""SQL is made of constants: a value is bound, never written into the text."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, functions, shown

SQL = re.compile(r"\b(SELECT .* FROM|INSERT INTO|UPDATE .* SET|DELETE FROM)\b", re.DOTALL)
MADE_IN_FUNCTIONS = {
    "deploy/linli/reach.py": {"_shape"},
    "services/chassis/storage/envelopes.py": {"_insert"},
    "services/chassis/storage/jobs.py": {"_claiming"},
    "services/chassis/storage/many.py": {"_insert", "_inserting"},
    "services/chassis/storage/migrations.py": {"version_of"},
    "services/chassis/storage/outbox.py": {"_changing"},
    "services/chassis/storage/spool.py": {"_insert_of"},
    "services/chassis/storage/sweeping.py": {"sweeping"},
}
"""Where SQL is put together when it is asked for: of names of tables and columns, and counts of places."""


def test_sql_is_put_together_of_constants_or_where_it_is_listed():
    found: dict[str, set[str]] = {}
    for path, function in written():
        found.setdefault(path, set()).add(function)
    assert found == MADE_IN_FUNCTIONS


def written() -> Iterator[tuple[str, str]]:
    """File and function of each text with SQL and something put into it, made in a function."""
    for package in ("services", "gateway", "deploy"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for function in functions(path):
                if any(map(is_made_sql, ast.walk(function))):
                    yield shown(path), function.name


def is_made_sql(node: ast.AST) -> bool:
    """An f-string, a sum or a % of which a part is SQL."""
    if isinstance(node, ast.JoinedStr):
        return len(node.values) > 1 and is_sql(*node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return is_sql(node.left) or is_sql(node.right)
    return False


def is_sql(*parts: ast.expr) -> bool:
    text = "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
    return SQL.search(text) is not None


@pytest.mark.parametrize(
    "made", ["f'SELECT a FROM {b}'", "'DELETE FROM t WHERE a = ' + b", "'INSERT INTO t VALUES (%s)' % b"]
)
def test_a_text_that_is_put_together_is_seen(made: str):
    assert any(map(is_made_sql, ast.walk(ast.parse(made))))


@pytest.mark.parametrize(
    "plain", ["'SELECT a FROM b WHERE c = ?'", "f'{a} is updated'", "f'SELECT a FROM b'"]
)
def test_a_constant_and_a_sentence_are_let_be(plain: str):
    assert not any(map(is_made_sql, ast.walk(ast.parse(plain))))
